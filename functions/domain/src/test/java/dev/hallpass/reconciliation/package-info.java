@NullMarked
package dev.hallpass.reconciliation;

import org.jspecify.annotations.NullMarked;
