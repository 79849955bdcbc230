/// What an entitlement asks for by name, and which values it takes.
@NullMarked
package dev.hallpass.catalog.parameter;

import org.jspecify.annotations.NullMarked;
