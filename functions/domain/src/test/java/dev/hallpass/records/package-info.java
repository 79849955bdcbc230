/// Records as tests vary them.
@NullMarked
package dev.hallpass.records;

import org.jspecify.annotations.NullMarked;
