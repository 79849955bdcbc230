/// The commands that use the access of a grant.
@NullMarked
package dev.hallpass.cli.command.session;

import org.jspecify.annotations.NullMarked;
