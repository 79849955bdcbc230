/// Tests of the emulated KMS.
@NullMarked
package dev.hallpass.emulator.kms;

import org.jspecify.annotations.NullMarked;
