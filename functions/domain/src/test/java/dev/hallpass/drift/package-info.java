/// A deployed system in memory, and what each deployed system keeps to.
@NullMarked
package dev.hallpass.drift;

import org.jspecify.annotations.NullMarked;
