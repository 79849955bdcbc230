@NullMarked
package dev.hallpass.persistent;

import org.jspecify.annotations.NullMarked;
