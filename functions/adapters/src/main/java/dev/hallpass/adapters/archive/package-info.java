/// Logs and exports of the ledger's table as files.
@NullMarked
package dev.hallpass.adapters.archive;

import org.jspecify.annotations.NullMarked;
