/// API Gateway in front of the functions: routes, checks, refusals, firewall and domain.
@NullMarked
package dev.hallpass.infra.api;

import org.jspecify.annotations.NullMarked;
