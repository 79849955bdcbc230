/// The roles of entitlements and of other accounts, and who may make session policies.
@NullMarked
package dev.hallpass.infra.iam;

import org.jspecify.annotations.NullMarked;
