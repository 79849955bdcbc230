/// What an entitlement opens: its reader, and the rules that each policy must keep.
@NullMarked
package dev.hallpass.compiler.policy;

import org.jspecify.annotations.NullMarked;
