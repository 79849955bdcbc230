/// Who a caller is, and which people and groups an entitlement names.
@NullMarked
package dev.hallpass.catalog.people;

import org.jspecify.annotations.NullMarked;
