/// The API of Hallpass, called with the signature of the engineer.
@NullMarked
package dev.hallpass.cli.api;

import org.jspecify.annotations.NullMarked;
