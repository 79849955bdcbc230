/// What a grant opens: policies as typed trees, their templates, their ceiling, and the sessions
/// under them.
@NullMarked
package dev.hallpass.policy;

import org.jspecify.annotations.NullMarked;
