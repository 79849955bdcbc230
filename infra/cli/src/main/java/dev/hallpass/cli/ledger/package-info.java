/// The ledger's log, read and checked without Hallpass.
@NullMarked
package dev.hallpass.cli.ledger;

import org.jspecify.annotations.NullMarked;
