/// What the templates say about the constructs of this package.
@NullMarked
package dev.hallpass.infra.lifecycle;

import org.jspecify.annotations.NullMarked;
