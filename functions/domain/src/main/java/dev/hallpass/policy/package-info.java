/// Policies as typed trees, their templates and ceilings, and the names of roles, policies and
/// sessions.
@NullMarked
package dev.hallpass.policy;

import org.jspecify.annotations.NullMarked;
