@NullMarked
package dev.hallpass.infra.bus;

import org.jspecify.annotations.NullMarked;
