/// The part of API Gateway: routes, signatures and the proxy events of the functions.
@NullMarked
package dev.hallpass.local.gateway;

import org.jspecify.annotations.NullMarked;
