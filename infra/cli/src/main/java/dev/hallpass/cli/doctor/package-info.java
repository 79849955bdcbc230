/// What `hallpass doctor` looks at.
@NullMarked
package dev.hallpass.cli.doctor;

import org.jspecify.annotations.NullMarked;
