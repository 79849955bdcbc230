/// What executions of state machines do, asked through the SDK's client on virtual time.
@NullMarked
package dev.hallpass.emulator.states;

import org.jspecify.annotations.NullMarked;
