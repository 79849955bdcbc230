/// What is written from the policies of other systems.
@NullMarked
package dev.hallpass.compiler.conversion;

import org.jspecify.annotations.NullMarked;
