/// Who is notified of what.
@NullMarked
package dev.hallpass.handlers.notifications;

import org.jspecify.annotations.NullMarked;
