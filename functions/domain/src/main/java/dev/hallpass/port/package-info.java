/// The exception that all ports share: the outcome of a call is unknown.
@NullMarked
package dev.hallpass.port;

import org.jspecify.annotations.NullMarked;
