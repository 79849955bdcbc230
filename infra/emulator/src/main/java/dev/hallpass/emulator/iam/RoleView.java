package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.policy.NamedPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A role for STS and the evaluator.
///
/// @param id its unique id, `AROA…`
/// @param longestSession the longest session of the role
/// @param trust its trust policy
/// @param identity its inline and attached policies
/// @param boundaries its permissions boundary, none or one
public record RoleView(
    String arn,
    String id,
    Duration longestSession,
    Map<String, String> tags,
    NamedPolicy trust,
    List<NamedPolicy> identity,
    List<NamedPolicy> boundaries) {
  public RoleView {
    tags = Map.copyOf(tags);
    identity = List.copyOf(identity);
    boundaries = List.copyOf(boundaries);
  }

  /// The permissions boundary, if the role has one.
  public Optional<NamedPolicy> boundary() {
    return boundaries.stream().findFirst();
  }
}
