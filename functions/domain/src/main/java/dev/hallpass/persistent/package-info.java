/// Collections that never change and are cheap to add to: the new one shares the memory of the old
/// one.
@NullMarked
package dev.hallpass.persistent;

import org.jspecify.annotations.NullMarked;
