/// Whether the emulated STS opens sessions only as STS would.
@NullMarked
package dev.hallpass.emulator.sts;

import org.jspecify.annotations.NullMarked;
