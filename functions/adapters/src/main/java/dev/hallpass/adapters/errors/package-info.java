/// What the errors of AWS's services say.
@NullMarked
package dev.hallpass.adapters.errors;

import org.jspecify.annotations.NullMarked;
