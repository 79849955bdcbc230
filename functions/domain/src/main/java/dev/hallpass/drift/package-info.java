/// Whether the system that runs is the one that was deployed.
@NullMarked
package dev.hallpass.drift;

import org.jspecify.annotations.NullMarked;
