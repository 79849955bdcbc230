/// The log over all entries of the ledger: its hashes, its signed checkpoints, and what writes it.
@NullMarked
package dev.hallpass.log;

import org.jspecify.annotations.NullMarked;
