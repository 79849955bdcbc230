/// CloudFormation in memory: what it says of the stacks that were deployed.
@NullMarked
package dev.hallpass.emulator.cloudformation;

import org.jspecify.annotations.NullMarked;
