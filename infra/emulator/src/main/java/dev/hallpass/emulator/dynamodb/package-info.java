/// A real DynamoDB engine in the same process.
@NullMarked
package dev.hallpass.emulator.dynamodb;

import org.jspecify.annotations.NullMarked;
