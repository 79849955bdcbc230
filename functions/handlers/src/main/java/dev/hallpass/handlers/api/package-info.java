/// The signed routes: one class for each operation of the OpenAPI document, and one for each
/// function that serves them.
@NullMarked
package dev.hallpass.handlers.api;

import org.jspecify.annotations.NullMarked;
