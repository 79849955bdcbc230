/// What the synthesized template must and must not hold.
@NullMarked
package dev.hallpass.infra;

import org.jspecify.annotations.NullMarked;
