/// That the engines of tables answer alike.
@NullMarked
package dev.hallpass.emulator.dynamodb;

import org.jspecify.annotations.NullMarked;
