/// The signed routes that decide about a grant or a person: one class for each.
@NullMarked
package dev.hallpass.handlers.api.command;

import org.jspecify.annotations.NullMarked;
