@NullMarked
package dev.hallpass.emulator.region;

import org.jspecify.annotations.NullMarked;
