/// The policies that a call of an SDK client must pass, and the answer if they deny it.
@NullMarked
package dev.hallpass.emulator.authorization;

import org.jspecify.annotations.NullMarked;
