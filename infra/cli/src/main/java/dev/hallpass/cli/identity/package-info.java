/// The engineer's own credentials, which sign the calls.
@NullMarked
package dev.hallpass.cli.identity;

import org.jspecify.annotations.NullMarked;
