/// How events, policies and entries are written as JSON, and hashed.
@NullMarked
package dev.hallpass.adapters.json;

import org.jspecify.annotations.NullMarked;
