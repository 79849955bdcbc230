/// What the emulator decided while other tests ran is decided again by a program that was written
/// by others.
@NullMarked
package dev.hallpass.local.judge;

import org.jspecify.annotations.NullMarked;
