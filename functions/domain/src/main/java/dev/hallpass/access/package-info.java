/// The ports to IAM and STS: the policy of each grant, its denials on roles, and its sessions.
@NullMarked
package dev.hallpass.access;

import org.jspecify.annotations.NullMarked;
