/// What people, grants, entitlements and accounts are named by, and the hash that names a text.
@NullMarked
package dev.hallpass.identity;

import org.jspecify.annotations.NullMarked;
