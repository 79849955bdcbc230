/// The AWS that fits in one JVM: the SDK's own client interfaces, answered from memory.
@NullMarked
package dev.hallpass.emulator;

import org.jspecify.annotations.NullMarked;
