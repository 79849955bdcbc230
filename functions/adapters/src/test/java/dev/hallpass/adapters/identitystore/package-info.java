@NullMarked
package dev.hallpass.adapters.identitystore;

import org.jspecify.annotations.NullMarked;
