/// Tests of who is asked and how they answer.
@NullMarked
package dev.hallpass.approval;

import org.jspecify.annotations.NullMarked;
