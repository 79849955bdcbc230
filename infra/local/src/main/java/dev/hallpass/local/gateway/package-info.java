/// API Gateway's part: routes, signatures and the proxy events that the functions take.
@NullMarked
package dev.hallpass.local.gateway;

import org.jspecify.annotations.NullMarked;
