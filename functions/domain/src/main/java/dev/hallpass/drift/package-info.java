/// The differences between the running system and its template.
@NullMarked
package dev.hallpass.drift;

import org.jspecify.annotations.NullMarked;
