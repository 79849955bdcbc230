/// Systems Manager's Session Manager.
@NullMarked
package dev.hallpass.emulator.ssm;

import org.jspecify.annotations.NullMarked;
