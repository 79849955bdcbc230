/// The lines of a log, read as entries of the ledger.
@NullMarked
package dev.hallpass.audit.entry;

import org.jspecify.annotations.NullMarked;
