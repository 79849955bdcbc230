/// Step Functions in one JVM: state machines in JSONata, their executions, histories and task
/// tokens.
@NullMarked
package dev.hallpass.emulator.states;

import org.jspecify.annotations.NullMarked;
