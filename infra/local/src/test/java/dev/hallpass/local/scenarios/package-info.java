/// What happens to grants, from one end of the system to the other.
@NullMarked
package dev.hallpass.local.scenarios;

import org.jspecify.annotations.NullMarked;
