/// Servers that only programs of this machine reach.
@NullMarked
package dev.hallpass.cli.loopback;

import org.jspecify.annotations.NullMarked;
