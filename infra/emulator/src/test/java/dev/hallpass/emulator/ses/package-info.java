/// Whether the emulated SES takes and refuses mail as SES does.
@NullMarked
package dev.hallpass.emulator.ses;

import org.jspecify.annotations.NullMarked;
