/// What people see and answer on their terminal.
@NullMarked
package dev.hallpass.cli.terminal;

import org.jspecify.annotations.NullMarked;
