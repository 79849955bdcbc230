/// CloudFormation templates, resolved like CloudFormation does.
@NullMarked
package dev.hallpass.emulator.template;

import org.jspecify.annotations.NullMarked;
