/// The documents that the signed routes answer with.
@NullMarked
package dev.hallpass.handlers.api.json;

import org.jspecify.annotations.NullMarked;
