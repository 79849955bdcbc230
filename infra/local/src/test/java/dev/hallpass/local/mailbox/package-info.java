/// What the mailbox shows, over real sockets.
@NullMarked
package dev.hallpass.local.mailbox;

import org.jspecify.annotations.NullMarked;
