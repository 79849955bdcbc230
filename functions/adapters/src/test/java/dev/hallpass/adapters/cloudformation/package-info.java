@NullMarked
package dev.hallpass.adapters.cloudformation;

import org.jspecify.annotations.NullMarked;
