/// The pages for people who run the local system.
@NullMarked
package dev.hallpass.local.console;

import org.jspecify.annotations.NullMarked;
