/// Tests of what people see.
@NullMarked
package dev.hallpass.handlers.view;

import org.jspecify.annotations.NullMarked;
