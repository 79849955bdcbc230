/// The errors of AWS's services.
@NullMarked
package dev.hallpass.adapters.errors;

import org.jspecify.annotations.NullMarked;
