/// The names of people, grants, entitlements and accounts, and the hash of a text.
@NullMarked
package dev.hallpass.identity;

import org.jspecify.annotations.NullMarked;
