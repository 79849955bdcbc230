/// One emulated AWS account, with the answer to what a session of it may do.
@NullMarked
package dev.hallpass.emulator.account;

import org.jspecify.annotations.NullMarked;
