/// Tests of what writes the log, with the form that the archive has.
@NullMarked
package dev.hallpass.adapters.log;

import org.jspecify.annotations.NullMarked;
