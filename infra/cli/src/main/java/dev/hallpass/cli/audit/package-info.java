/// What auditors ask, answered from a copy of the log's archive.
@NullMarked
package dev.hallpass.cli.audit;

import org.jspecify.annotations.NullMarked;
