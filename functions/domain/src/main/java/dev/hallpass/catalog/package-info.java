/// The catalogue: the entitlements and the settings that are deployed with the code.
@NullMarked
package dev.hallpass.catalog;

import org.jspecify.annotations.NullMarked;
