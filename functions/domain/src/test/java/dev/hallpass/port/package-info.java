@NullMarked
package dev.hallpass.port;

import org.jspecify.annotations.NullMarked;
