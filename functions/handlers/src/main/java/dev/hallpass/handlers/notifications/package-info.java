/// Who is notified of what became of a grant, by mail, as the ledger's stream brings its entries.
@NullMarked
package dev.hallpass.handlers.notifications;

import org.jspecify.annotations.NullMarked;
