/// What the archive tells of each grant: who had what, from when to when, and by whose yes.
@NullMarked
package dev.hallpass.audit.grants;

import org.jspecify.annotations.NullMarked;
