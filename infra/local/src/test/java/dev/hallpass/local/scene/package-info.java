/// The local system in virtual time, the people around it, and what they find and break.
@NullMarked
package dev.hallpass.local.scene;

import org.jspecify.annotations.NullMarked;
