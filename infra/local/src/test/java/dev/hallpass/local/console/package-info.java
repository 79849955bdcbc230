/// What the console shows, over real sockets.
@NullMarked
package dev.hallpass.local.console;

import org.jspecify.annotations.NullMarked;
