/// Files that only their owner reads.
@NullMarked
package dev.hallpass.cli.files;

import org.jspecify.annotations.NullMarked;
