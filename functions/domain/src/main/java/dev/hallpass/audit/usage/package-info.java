/// Which grants were used, by the trail of the calls that AWS recorded.
@NullMarked
package dev.hallpass.audit.usage;

import org.jspecify.annotations.NullMarked;
