/// The workflow of a grant, the clean-up behind it, and the check for drift.
@NullMarked
package dev.hallpass.infra.lifecycle;

import org.jspecify.annotations.NullMarked;
