/// Tests of what may open access.
@NullMarked
package dev.hallpass.authority;

import org.jspecify.annotations.NullMarked;
