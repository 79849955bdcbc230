/// What all parts of the stacks build with: functions, the encryption key, and a reader of YAML.
@NullMarked
package dev.hallpass.infra.shared;

import org.jspecify.annotations.NullMarked;
