/// What the signed routes answer.
@NullMarked
package dev.hallpass.handlers.api;

import org.jspecify.annotations.NullMarked;
