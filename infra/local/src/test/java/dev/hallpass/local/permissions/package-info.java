/// What the roles may do, and that each permission is needed.
@NullMarked
package dev.hallpass.local.permissions;

import org.jspecify.annotations.NullMarked;
