/// The whole system on a laptop.
@NullMarked
package dev.hallpass.local;

import org.jspecify.annotations.NullMarked;
