@NullMarked
package dev.hallpass.reference.renewal;

import org.jspecify.annotations.NullMarked;
