/// People at their desks, with the command line on the local system.
@NullMarked
package dev.hallpass.cli.scene;

import org.jspecify.annotations.NullMarked;
