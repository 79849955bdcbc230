/// The ledger on Amazon DynamoDB.
@NullMarked
package dev.hallpass.adapters.dynamodb;

import org.jspecify.annotations.NullMarked;
