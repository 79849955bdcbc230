@NullMarked
package dev.hallpass.adapters.archive;

import org.jspecify.annotations.NullMarked;
