package dev.hallpass.cli.web;

/// Answers the visits of one person.
@FunctionalInterface
public interface Site {

  /// The page for a visit.
  Page answer(Visit visit);
}
