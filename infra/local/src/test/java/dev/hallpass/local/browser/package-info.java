/// What people see in a browser, and what programs that pretend to be people can do there.
@NullMarked
package dev.hallpass.local.browser;

import org.jspecify.annotations.NullMarked;
