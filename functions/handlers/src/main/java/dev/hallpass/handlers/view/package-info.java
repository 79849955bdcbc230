/// The pages and mails: the decision page, the notices after it, and the mails.
@NullMarked
package dev.hallpass.handlers.view;

import org.jspecify.annotations.NullMarked;
