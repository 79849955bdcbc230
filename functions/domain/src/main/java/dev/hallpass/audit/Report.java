package dev.hallpass.audit;

import dev.hallpass.log.Checkpoint;
import java.util.List;
import java.util.Optional;

/// What an audit found.
///
/// @param origin the name of the log at its end
/// @param newest the newest checkpoint that is right
/// @param seals how many seals were checked
/// @param opened how many grants opened an access
/// @param findings what is wrong, in the order of the log; empty if the log is whole
/// @param unchecked what could not be checked, and why
public record Report(
    String origin,
    Optional<Checkpoint> newest,
    long intervals,
    long entries,
    int grants,
    int people,
    long seals,
    long opened,
    List<Finding> findings,
    List<String> unchecked) {

  public Report {
    findings = List.copyOf(findings);
    unchecked = List.copyOf(unchecked);
  }

  /// Whether nothing is wrong.
  public boolean isWhole() {
    return findings.isEmpty();
  }
}
