/// What holds for every emulated client and for an emulated account as a whole.
@NullMarked
package dev.hallpass.emulator;

import org.jspecify.annotations.NullMarked;
