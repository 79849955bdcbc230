/// What every implementation of these ports keeps to.
@NullMarked
package dev.hallpass.access;

import org.jspecify.annotations.NullMarked;
