/// The files of a catalogue as nodes that know their lines, and the mistakes found in them.
@NullMarked
package dev.hallpass.compiler.yaml;

import org.jspecify.annotations.NullMarked;
