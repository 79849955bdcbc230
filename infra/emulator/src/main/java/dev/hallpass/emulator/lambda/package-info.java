/// Lambda in memory: who may invoke a function, and as whom the function then acts.
@NullMarked
package dev.hallpass.emulator.lambda;

import org.jspecify.annotations.NullMarked;
