/// The steps of a grant's workflow, and the doorbells that wake it.
@NullMarked
package dev.hallpass.workflow;

import org.jspecify.annotations.NullMarked;
