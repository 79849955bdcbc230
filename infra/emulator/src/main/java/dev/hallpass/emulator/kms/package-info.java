/// An emulated KMS, as far as keys that sign.
@NullMarked
package dev.hallpass.emulator.kms;

import org.jspecify.annotations.NullMarked;
