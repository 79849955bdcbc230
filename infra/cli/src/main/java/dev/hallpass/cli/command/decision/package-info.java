/// The commands that decide about a grant or a person.
@NullMarked
package dev.hallpass.cli.command.decision;

import org.jspecify.annotations.NullMarked;
