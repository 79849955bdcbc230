/// Workflows and doorbells on AWS Step Functions.
@NullMarked
package dev.hallpass.adapters.states;

import org.jspecify.annotations.NullMarked;
