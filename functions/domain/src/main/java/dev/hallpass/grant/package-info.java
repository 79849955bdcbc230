/// What a grant is, what may happen to it, and who may make it happen.
@NullMarked
package dev.hallpass.grant;

import org.jspecify.annotations.NullMarked;
