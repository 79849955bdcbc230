/// One emulated AWS account, and the decision what its sessions can do.
@NullMarked
package dev.hallpass.emulator.account;

import org.jspecify.annotations.NullMarked;
