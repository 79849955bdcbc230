/// The pages for the browser of one engineer, and the server that has them.
@NullMarked
package dev.hallpass.cli.web;

import org.jspecify.annotations.NullMarked;
