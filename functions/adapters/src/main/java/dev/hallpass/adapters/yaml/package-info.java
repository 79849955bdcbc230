/// The catalogue as YAML files. It is read strictly; a refusal has the file, the line and the
/// reason.
@NullMarked
package dev.hallpass.adapters.yaml;

import org.jspecify.annotations.NullMarked;
