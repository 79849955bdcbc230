/// Programs from npm that tests run beside them.
@NullMarked
package dev.hallpass.npm;

import org.jspecify.annotations.NullMarked;
