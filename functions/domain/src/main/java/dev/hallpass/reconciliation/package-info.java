/// What ends access: it compares what the ledger says should be with what IAM has, and brings the
/// one to the other.
@NullMarked
package dev.hallpass.reconciliation;

import org.jspecify.annotations.NullMarked;
