/// The ledger and the open tickets on Amazon DynamoDB.
@NullMarked
package dev.hallpass.adapters.dynamodb;

import org.jspecify.annotations.NullMarked;
