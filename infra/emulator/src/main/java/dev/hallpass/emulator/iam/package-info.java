/// IAM's roles and managed policies in memory, with IAM's own errors, quotas and delay.
@NullMarked
package dev.hallpass.emulator.iam;

import org.jspecify.annotations.NullMarked;
