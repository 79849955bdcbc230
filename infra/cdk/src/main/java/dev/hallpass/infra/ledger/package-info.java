/// The ledger's table, what follows its stream, and the tables that integrations fill.
@NullMarked
package dev.hallpass.infra.ledger;

import org.jspecify.annotations.NullMarked;
