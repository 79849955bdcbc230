/// Tests of what API Gateway calls.
@NullMarked
package dev.hallpass.handlers.http;

import org.jspecify.annotations.NullMarked;
