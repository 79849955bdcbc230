/// The commands of `hallpass`.
@NullMarked
package dev.hallpass.cli.command;

import org.jspecify.annotations.NullMarked;
