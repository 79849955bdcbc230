/// KMS: the key that seals each yes and each unblock.
@NullMarked
package dev.hallpass.adapters.kms;

import org.jspecify.annotations.NullMarked;
