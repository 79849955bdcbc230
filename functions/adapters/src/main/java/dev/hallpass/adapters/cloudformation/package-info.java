/// The deployed system, compared with the template that AWS CloudFormation has of it.
@NullMarked
package dev.hallpass.adapters.cloudformation;

import org.jspecify.annotations.NullMarked;
