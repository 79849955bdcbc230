/// What all ports have in common: how they say that the outcome of a call is unknown.
@NullMarked
package dev.hallpass.port;

import org.jspecify.annotations.NullMarked;
