/// The life of grants as a model, and what a model checker finds in it.
@NullMarked
package dev.hallpass.local.model;

import org.jspecify.annotations.NullMarked;
