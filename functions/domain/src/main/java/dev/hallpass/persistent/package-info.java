/// Collections that never change and are cheap to add to: the new one shares what the old one held.
@NullMarked
package dev.hallpass.persistent;

import org.jspecify.annotations.NullMarked;
