/// S3: the archive of the ledger's log.
@NullMarked
package dev.hallpass.adapters.s3;

import org.jspecify.annotations.NullMarked;
