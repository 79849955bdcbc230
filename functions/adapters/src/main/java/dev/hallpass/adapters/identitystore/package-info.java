/// The identity store of IAM Identity Center.
@NullMarked
package dev.hallpass.adapters.identitystore;

import org.jspecify.annotations.NullMarked;
