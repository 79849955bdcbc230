/// Policies in plain words, and what is risky about them.
@NullMarked
package dev.hallpass.handlers.words;

import org.jspecify.annotations.NullMarked;
