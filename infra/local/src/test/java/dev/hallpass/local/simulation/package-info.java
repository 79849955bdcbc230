/// Many histories of grants with faults, each from one seed, and who checks what the system
/// promises.
@NullMarked
package dev.hallpass.local.simulation;

import org.jspecify.annotations.NullMarked;
