/// The routes of the decision page, where approvers answer without AWS credentials.
@NullMarked
package dev.hallpass.handlers.page;

import org.jspecify.annotations.NullMarked;
