/// The scenarios where the system is deployed by CloudFormation: on an emulator of AWS, or on AWS.
@NullMarked
package dev.hallpass.local.deployed;

import org.jspecify.annotations.NullMarked;
