/// Tests of what the state machine calls.
@NullMarked
package dev.hallpass.handlers.lifecycle;

import org.jspecify.annotations.NullMarked;
