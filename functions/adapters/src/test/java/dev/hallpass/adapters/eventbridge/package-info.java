@NullMarked
package dev.hallpass.adapters.eventbridge;

import org.jspecify.annotations.NullMarked;
