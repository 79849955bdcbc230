/// Texts of people, as other people see them.
@NullMarked
package dev.hallpass.text;

import org.jspecify.annotations.NullMarked;
