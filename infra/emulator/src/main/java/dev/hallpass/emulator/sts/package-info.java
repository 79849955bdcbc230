/// STS in memory: who can assume a role, and the sessions of roles.
@NullMarked
package dev.hallpass.emulator.sts;

import org.jspecify.annotations.NullMarked;
