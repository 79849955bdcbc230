/// Lambda in memory: who can invoke a function, and with which role the function acts.
@NullMarked
package dev.hallpass.emulator.lambda;

import org.jspecify.annotations.NullMarked;
