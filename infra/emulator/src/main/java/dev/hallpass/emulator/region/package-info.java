/// A region of an account, and the resources of its stacks.
@NullMarked
package dev.hallpass.emulator.region;

import org.jspecify.annotations.NullMarked;
