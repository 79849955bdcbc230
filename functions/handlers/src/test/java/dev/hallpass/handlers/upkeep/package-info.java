/// Tests of clean-up.
@NullMarked
package dev.hallpass.handlers.upkeep;

import org.jspecify.annotations.NullMarked;
