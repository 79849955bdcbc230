@NullMarked
package dev.hallpass.cli;

import org.jspecify.annotations.NullMarked;
