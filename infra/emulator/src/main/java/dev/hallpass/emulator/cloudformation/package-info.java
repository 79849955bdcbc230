/// CloudFormation in memory: it describes the deployed stacks.
@NullMarked
package dev.hallpass.emulator.cloudformation;

import org.jspecify.annotations.NullMarked;
