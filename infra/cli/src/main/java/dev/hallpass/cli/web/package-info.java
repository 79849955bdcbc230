/// The pages for the browser of one engineer, and the door to them.
@NullMarked
package dev.hallpass.cli.web;

import org.jspecify.annotations.NullMarked;
