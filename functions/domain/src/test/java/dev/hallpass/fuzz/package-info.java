/// Random cases that can be played again.
@NullMarked
package dev.hallpass.fuzz;

import org.jspecify.annotations.NullMarked;
