/// What the web promises, over real sockets.
@NullMarked
package dev.hallpass.local.web;

import org.jspecify.annotations.NullMarked;
