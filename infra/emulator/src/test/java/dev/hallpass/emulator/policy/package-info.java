/// Whether policies decide as IAM documents it.
@NullMarked
package dev.hallpass.emulator.policy;

import org.jspecify.annotations.NullMarked;
