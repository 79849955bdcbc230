/// A region of an account, and what a stack puts into it.
@NullMarked
package dev.hallpass.emulator.region;

import org.jspecify.annotations.NullMarked;
