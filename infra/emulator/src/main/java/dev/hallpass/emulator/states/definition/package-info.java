/// A state machine's definition, read from Amazon States Language and checked.
@NullMarked
package dev.hallpass.emulator.states.definition;

import org.jspecify.annotations.NullMarked;
