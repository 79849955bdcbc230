/// The ports to IAM, STS and Session Manager: the policy of each grant, its denials on roles, its
/// sessions, and the shells that they opened.
@NullMarked
package dev.hallpass.access;

import org.jspecify.annotations.NullMarked;
