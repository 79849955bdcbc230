/// What a start of each deployed function costs, measured on the emulated AWS.
@NullMarked
package dev.hallpass.benchmark;

import org.jspecify.annotations.NullMarked;
