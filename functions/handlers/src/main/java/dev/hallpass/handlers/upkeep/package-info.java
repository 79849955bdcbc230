/// What nobody asks for and must be done all the same: clean-up, called by the clock.
@NullMarked
package dev.hallpass.handlers.upkeep;

import org.jspecify.annotations.NullMarked;
