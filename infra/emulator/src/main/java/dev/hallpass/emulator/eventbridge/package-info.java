/// EventBridge: rules, the patterns they match, and when their targets are called.
@NullMarked
package dev.hallpass.emulator.eventbridge;

import org.jspecify.annotations.NullMarked;
