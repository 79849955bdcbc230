/// What an IAM policy says and whether a set of policies allows a request: pure, with no AWS in
/// reach.
@NullMarked
package dev.hallpass.emulator.policy;

import org.jspecify.annotations.NullMarked;
