/// The event bus for other systems.
@NullMarked
package dev.hallpass.infra.bus;

import org.jspecify.annotations.NullMarked;
