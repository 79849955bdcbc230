/// Session policies, and the denials of sessions, on AWS IAM.
@NullMarked
package dev.hallpass.adapters.iam;

import org.jspecify.annotations.NullMarked;
