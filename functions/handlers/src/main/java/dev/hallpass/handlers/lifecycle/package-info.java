/// The functions of the state machine: one class per task.
@NullMarked
package dev.hallpass.handlers.lifecycle;

import org.jspecify.annotations.NullMarked;
