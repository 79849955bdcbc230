/// What another system for access grants, as a catalogue.
@NullMarked
package dev.hallpass.compiler.conversion;

import org.jspecify.annotations.NullMarked;
