/// What commands work in, and how they stop.
@NullMarked
package dev.hallpass.cli.surroundings;

import org.jspecify.annotations.NullMarked;
