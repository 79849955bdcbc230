/// CloudFormation templates, resolved as CloudFormation resolves them.
@NullMarked
package dev.hallpass.emulator.template;

import org.jspecify.annotations.NullMarked;
