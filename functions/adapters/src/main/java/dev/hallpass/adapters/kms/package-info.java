/// KMS: the key that seals each yes.
@NullMarked
package dev.hallpass.adapters.kms;

import org.jspecify.annotations.NullMarked;
