/// Tests of the emulated S3.
@NullMarked
package dev.hallpass.emulator.s3;

import org.jspecify.annotations.NullMarked;
