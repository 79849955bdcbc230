/// What may be a name, and what may not.
@NullMarked
package dev.hallpass.identity;

import org.jspecify.annotations.NullMarked;
