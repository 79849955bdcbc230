/// SES in memory: mail is kept instead of sent.
@NullMarked
package dev.hallpass.emulator.ses;

import org.jspecify.annotations.NullMarked;
