/// What the decision page answers, also to what somebody made up.
@NullMarked
package dev.hallpass.handlers.page;

import org.jspecify.annotations.NullMarked;
