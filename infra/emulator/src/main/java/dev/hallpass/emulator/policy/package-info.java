/// The meaning of IAM policies, and the decision whether they allow a request. It is pure and calls
/// nothing of AWS.
@NullMarked
package dev.hallpass.emulator.policy;

import org.jspecify.annotations.NullMarked;
