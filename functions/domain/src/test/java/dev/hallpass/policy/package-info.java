/// What templates, patterns and policies come to.
@NullMarked
package dev.hallpass.policy;

import org.jspecify.annotations.NullMarked;
