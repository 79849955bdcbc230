/// Time and the order of events in the emulated AWS: virtual for simulations, the wall clock for
/// people.
@NullMarked
package dev.hallpass.emulator.time;

import org.jspecify.annotations.NullMarked;
