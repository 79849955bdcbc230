/// Tests of the ledger's log.
@NullMarked
package dev.hallpass.log;

import org.jspecify.annotations.NullMarked;
