/// When a rule may answer instead of people, and what it looks at: hours, time used, tickets.
@NullMarked
package dev.hallpass.catalog.condition;

import org.jspecify.annotations.NullMarked;
