/// Who is blocked: no request, no yes and no credentials until an admin unblocks the person.
@NullMarked
package dev.hallpass.block;

import org.jspecify.annotations.NullMarked;
