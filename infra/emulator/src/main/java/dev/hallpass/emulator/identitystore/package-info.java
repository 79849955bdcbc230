/// The identity store of IAM Identity Center.
@NullMarked
package dev.hallpass.emulator.identitystore;

import org.jspecify.annotations.NullMarked;
