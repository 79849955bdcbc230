/// How functions read HTTP requests, route them, and answer, also with a refusal.
@NullMarked
package dev.hallpass.handlers.http;

import org.jspecify.annotations.NullMarked;
