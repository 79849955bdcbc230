/// Which policies a call of an SDK client has to pass, and the answer when they do not let it.
@NullMarked
package dev.hallpass.emulator.authorization;

import org.jspecify.annotations.NullMarked;
