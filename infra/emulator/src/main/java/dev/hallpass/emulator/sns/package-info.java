/// SNS in memory: topics and who is subscribed to them.
@NullMarked
package dev.hallpass.emulator.sns;

import org.jspecify.annotations.NullMarked;
