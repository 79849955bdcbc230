/// Tests of the templates and how they are resolved.
@NullMarked
package dev.hallpass.emulator.template;

import org.jspecify.annotations.NullMarked;
