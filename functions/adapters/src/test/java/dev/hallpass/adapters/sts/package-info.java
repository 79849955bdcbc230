/// Sessions on AWS STS.
@NullMarked
package dev.hallpass.adapters.sts;

import org.jspecify.annotations.NullMarked;
