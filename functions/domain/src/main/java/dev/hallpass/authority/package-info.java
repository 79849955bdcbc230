/// Whether what the entries say may open access: the seals, and the deployed catalogue asked again.
@NullMarked
package dev.hallpass.authority;

import org.jspecify.annotations.NullMarked;
