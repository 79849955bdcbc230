/// What the two timelines promise.
@NullMarked
package dev.hallpass.emulator.time;

import org.jspecify.annotations.NullMarked;
