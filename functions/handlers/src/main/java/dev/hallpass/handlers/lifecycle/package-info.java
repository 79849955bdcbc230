/// What the state machine calls: one class per task.
@NullMarked
package dev.hallpass.handlers.lifecycle;

import org.jspecify.annotations.NullMarked;
