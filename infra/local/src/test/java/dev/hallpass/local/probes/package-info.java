/// What the design believes of AWS and no machine-readable document says, each belief with a way to
/// ask: the emulator in every build, and an account of AWS for those who have one.
@NullMarked
package dev.hallpass.local.probes;

import org.jspecify.annotations.NullMarked;
