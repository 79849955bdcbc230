/// What the catalogue's compiler takes and what it refuses.
@NullMarked
package dev.hallpass.compiler;

import org.jspecify.annotations.NullMarked;
