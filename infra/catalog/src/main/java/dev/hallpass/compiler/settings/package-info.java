/// The reader of hallpass.yaml: people, limits, identities, and what a deployment needs.
@NullMarked
package dev.hallpass.compiler.settings;

import org.jspecify.annotations.NullMarked;
