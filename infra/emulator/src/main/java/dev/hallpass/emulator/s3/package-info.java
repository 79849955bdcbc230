/// An emulated S3, as far as buckets whose objects are written once.
@NullMarked
package dev.hallpass.emulator.s3;

import org.jspecify.annotations.NullMarked;
