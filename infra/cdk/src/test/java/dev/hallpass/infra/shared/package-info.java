/// What the templates say about the constructs of this package.
@NullMarked
package dev.hallpass.infra.shared;

import org.jspecify.annotations.NullMarked;
