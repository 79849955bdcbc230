package dev.hallpass.audit.grants;

import dev.hallpass.log.Checkpoint;
import java.util.List;
import java.util.stream.Stream;

/// Records of grants from a log, and what they were read against. It is no proof: the checkpoint's
/// signature and those before it were not looked at.
///
/// @param checkpoint the newest checkpoint. Its root is that of the entries that were read
/// @param grants in the order in which they were requested
/// @param contradictions the first entries that could not be read, or do not follow those before
///   them
public record GrantRecords(
    Checkpoint checkpoint, List<GrantRecord> grants, List<String> contradictions) {

  public GrantRecords {
    grants = List.copyOf(grants);
    contradictions = List.copyOf(contradictions);
  }

  /// The grants that were open at some time within a span.
  public Stream<GrantRecord> open(Span span) {
    return grants.stream().filter(grant -> grant.wasOpen(span));
  }
}
