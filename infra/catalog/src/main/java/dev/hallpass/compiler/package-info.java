/// The compiler of the catalogue: it reads YAML files, checks them, and writes what is deployed. A
/// refusal has all mistakes, each with its file, its line and the reason.
@NullMarked
package dev.hallpass.compiler;

import org.jspecify.annotations.NullMarked;
