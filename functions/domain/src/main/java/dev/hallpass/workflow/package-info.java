/// What drives a grant from step to step, and the doorbells that wake it.
@NullMarked
package dev.hallpass.workflow;

import org.jspecify.annotations.NullMarked;
