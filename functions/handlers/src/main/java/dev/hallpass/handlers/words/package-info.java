/// All that people read, in each language, and policies in plain words with their risks.
@NullMarked
package dev.hallpass.handlers.words;

import org.jspecify.annotations.NullMarked;
