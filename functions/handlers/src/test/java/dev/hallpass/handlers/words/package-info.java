/// How policies are told in plain words.
@NullMarked
package dev.hallpass.handlers.words;

import org.jspecify.annotations.NullMarked;
