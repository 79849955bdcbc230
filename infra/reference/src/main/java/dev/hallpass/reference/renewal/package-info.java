/// The command that renews the snapshot and prints what changed.
@NullMarked
package dev.hallpass.reference.renewal;

import org.jspecify.annotations.NullMarked;
