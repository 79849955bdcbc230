/// HTTP requests, routes and answers, and the problems that refuse a call.
@NullMarked
package dev.hallpass.handlers.http;

import org.jspecify.annotations.NullMarked;
