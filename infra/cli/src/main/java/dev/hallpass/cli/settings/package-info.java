/// What `hallpass setup` has found out.
@NullMarked
package dev.hallpass.cli.settings;

import org.jspecify.annotations.NullMarked;
