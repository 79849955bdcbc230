/// STS in memory: who may assume a role, and the sessions that came of it.
@NullMarked
package dev.hallpass.emulator.sts;

import org.jspecify.annotations.NullMarked;
