/// AWS's Service Authorization Reference: which actions there are, on which resources they work and
/// which condition keys they give.
@NullMarked
package dev.hallpass.reference;

import org.jspecify.annotations.NullMarked;
