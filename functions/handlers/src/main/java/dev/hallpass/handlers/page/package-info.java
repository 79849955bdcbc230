/// The decision page, where approvers answer without an AWS account.
@NullMarked
package dev.hallpass.handlers.page;

import org.jspecify.annotations.NullMarked;
