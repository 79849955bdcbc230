/// Proofs that entries stand in the log, which a stranger checks with the log's key alone.
@NullMarked
package dev.hallpass.audit.proof;

import org.jspecify.annotations.NullMarked;
