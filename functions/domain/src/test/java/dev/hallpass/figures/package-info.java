/// What tests count and measure, kept for people.
@org.jspecify.annotations.NullMarked
package dev.hallpass.figures;
