/// The catalogue as YAML files: read strictly, refused with file, line and reason.
@NullMarked
package dev.hallpass.adapters.yaml;

import org.jspecify.annotations.NullMarked;
