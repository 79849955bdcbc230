/// What the gateway promises, over real sockets.
@NullMarked
package dev.hallpass.local.gateway;

import org.jspecify.annotations.NullMarked;
