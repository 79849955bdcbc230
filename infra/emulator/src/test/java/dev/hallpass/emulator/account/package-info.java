/// Whether an emulated account decides over its sessions as AWS does.
@NullMarked
package dev.hallpass.emulator.account;

import org.jspecify.annotations.NullMarked;
