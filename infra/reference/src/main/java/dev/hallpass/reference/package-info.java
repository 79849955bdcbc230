/// AWS's Service Authorization Reference: the actions with their resources and condition keys.
@NullMarked
package dev.hallpass.reference;

import org.jspecify.annotations.NullMarked;
