/// The signed routes: one class per operation of the OpenAPI document, and one per function that
/// serves them.
@NullMarked
package dev.hallpass.handlers.api;

import org.jspecify.annotations.NullMarked;
