@NullMarked
package dev.hallpass.adapters.errors;

import org.jspecify.annotations.NullMarked;
