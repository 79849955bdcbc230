@NullMarked
package dev.hallpass.reference;

import org.jspecify.annotations.NullMarked;
