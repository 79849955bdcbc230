/// The command line `hallpass`: from asking to using, in one command.
@NullMarked
package dev.hallpass.cli;

import org.jspecify.annotations.NullMarked;
