/// A ledger in memory, and what every ledger keeps to.
@NullMarked
package dev.hallpass.ledger;

import org.jspecify.annotations.NullMarked;
