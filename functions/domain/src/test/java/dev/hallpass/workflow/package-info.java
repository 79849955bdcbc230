/// What the workflow does next.
@NullMarked
package dev.hallpass.workflow;

import org.jspecify.annotations.NullMarked;
