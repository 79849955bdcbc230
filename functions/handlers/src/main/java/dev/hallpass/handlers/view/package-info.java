/// What people see: the decision page, the notices that follow it, and the mail that leads to it.
@NullMarked
package dev.hallpass.handlers.view;

import org.jspecify.annotations.NullMarked;
