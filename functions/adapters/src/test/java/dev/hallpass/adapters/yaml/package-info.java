/// What the catalogue's loader takes and what it refuses.
@NullMarked
package dev.hallpass.adapters.yaml;

import org.jspecify.annotations.NullMarked;
