/// What can go wrong between a program and AWS.
@NullMarked
package dev.hallpass.adapters.faults;

import org.jspecify.annotations.NullMarked;
