/// What may be put into a policy, and who may ask.
@NullMarked
package dev.hallpass.catalog;

import org.jspecify.annotations.NullMarked;
