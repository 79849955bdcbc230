/// What the local system promises.
@NullMarked
package dev.hallpass.local;

import org.jspecify.annotations.NullMarked;
