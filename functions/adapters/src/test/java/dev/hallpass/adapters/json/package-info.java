/// Tests of what is stored: the entries that stand as samples in `events/ledger`.
@NullMarked
package dev.hallpass.adapters.json;

import org.jspecify.annotations.NullMarked;
