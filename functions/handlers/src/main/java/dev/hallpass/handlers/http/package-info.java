/// What API Gateway calls: one class per operation of the OpenAPI document.
@NullMarked
package dev.hallpass.handlers.http;

import org.jspecify.annotations.NullMarked;
