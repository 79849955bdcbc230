/// What the OpenAPI document promises, against what the routes do.
@NullMarked
package dev.hallpass.handlers.contract;

import org.jspecify.annotations.NullMarked;
