/// Tests of the emulated SNS.
@NullMarked
package dev.hallpass.emulator.sns;

import org.jspecify.annotations.NullMarked;
