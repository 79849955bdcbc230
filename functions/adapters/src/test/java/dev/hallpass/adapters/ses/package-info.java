/// Mail on Amazon SES.
@NullMarked
package dev.hallpass.adapters.ses;

import org.jspecify.annotations.NullMarked;
