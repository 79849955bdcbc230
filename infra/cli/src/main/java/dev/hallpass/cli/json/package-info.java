/// JSON as trees.
@NullMarked
package dev.hallpass.cli.json;

import org.jspecify.annotations.NullMarked;
