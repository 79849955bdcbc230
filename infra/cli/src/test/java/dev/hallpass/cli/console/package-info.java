/// The AWS console, opened with the session of a grant.
@NullMarked
package dev.hallpass.cli.console;

import org.jspecify.annotations.NullMarked;
