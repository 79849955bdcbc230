@NullMarked
package dev.hallpass.emulator.authorization;

import org.jspecify.annotations.NullMarked;
