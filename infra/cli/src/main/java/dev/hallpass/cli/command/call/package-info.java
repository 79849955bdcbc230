/// What the commands have in common: the call of the API, its options, waiting, and words about a
/// grant.
@NullMarked
package dev.hallpass.cli.command.call;

import org.jspecify.annotations.NullMarked;
