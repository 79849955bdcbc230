/// JSONata as Step Functions evaluates it, in values and templates.
@NullMarked
package dev.hallpass.emulator.states.jsonata;

import org.jspecify.annotations.NullMarked;
