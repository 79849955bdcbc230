/// The catalogue as YAML files. It is read strictly; a refusal has the file, the line and the
/// reason.
@NullMarked
package dev.hallpass.compiler;

import org.jspecify.annotations.NullMarked;
