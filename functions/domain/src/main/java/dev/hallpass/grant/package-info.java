/// Grants: their states, events, commands and rules.
@NullMarked
package dev.hallpass.grant;

import org.jspecify.annotations.NullMarked;
