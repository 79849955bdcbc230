/// The ledger's table, what follows its stream, and the table of tickets.
@NullMarked
package dev.hallpass.infra.ledger;

import org.jspecify.annotations.NullMarked;
