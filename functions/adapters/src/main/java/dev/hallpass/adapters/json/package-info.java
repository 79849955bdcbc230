/// Events, policies and entries as JSON, with their hashes.
@NullMarked
package dev.hallpass.adapters.json;

import org.jspecify.annotations.NullMarked;
