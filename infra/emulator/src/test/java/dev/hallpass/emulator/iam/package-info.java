/// Whether the emulated IAM answers and refuses as IAM does.
@NullMarked
package dev.hallpass.emulator.iam;

import org.jspecify.annotations.NullMarked;
