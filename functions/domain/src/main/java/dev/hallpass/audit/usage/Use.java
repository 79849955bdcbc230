package dev.hallpass.audit.usage;

import dev.hallpass.audit.grants.GrantRecord;
import java.util.Optional;

/// Whether a grant was used, as far as that can be said.
///
/// @param answer what can be said
/// @param why in words
public record Use(Answer answer, String why) {

  /// What can be said.
  public enum Answer {
    USED,
    NOT_USED,
    CANNOT_BE_SAID
  }

  /// The use of a grant.
  ///
  /// @param usage what a trail tells of it; empty if none was read
  public static Use of(GrantRecord grant, Optional<Usage> usage) {
    if (usage.filter(Usage::isUsed).isPresent()) {
      return new Use(Answer.USED, "the trail has calls of it");
    }
    if (!grant.isFetched()) {
      return new Use(Answer.NOT_USED, "nobody fetched credentials");
    }
    return usage
        .map(Usage::gap)
        .orElse(Optional.of("credentials were fetched, and no trail was read"))
        .map(gap -> new Use(Answer.CANNOT_BE_SAID, gap))
        .orElse(
            new Use(
                Answer.NOT_USED, "the trail has the time of its sessions, and no call of them"));
  }
}
