/// Tests of the handlers together, and a system that the others play in.
@NullMarked
package dev.hallpass.handlers;

import org.jspecify.annotations.NullMarked;
