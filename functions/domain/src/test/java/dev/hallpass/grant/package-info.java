/// What may happen to a grant, and what may not.
@NullMarked
package dev.hallpass.grant;

import org.jspecify.annotations.NullMarked;
