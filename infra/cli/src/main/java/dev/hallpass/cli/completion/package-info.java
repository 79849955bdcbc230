/// Completion of the command line in shells.
@NullMarked
package dev.hallpass.cli.completion;

import org.jspecify.annotations.NullMarked;
