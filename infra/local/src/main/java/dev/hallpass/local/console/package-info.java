/// What the people who run the local system look at.
@NullMarked
package dev.hallpass.local.console;

import org.jspecify.annotations.NullMarked;
