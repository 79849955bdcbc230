/// Whether a log is whole, and what it tells, from its archive alone: nothing here writes, and
/// nothing needs an account.
@NullMarked
package dev.hallpass.audit;

import org.jspecify.annotations.NullMarked;
