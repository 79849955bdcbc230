package dev.hallpass.handlers.view;

import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Ending;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.Outcome;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The course of an access: when it opened and ended, and how often credentials were fetched.
///
/// @param facts one sentence each
record AccessReport(List<String> facts) {

  AccessReport {
    facts = List.copyOf(facts);
  }

  /// The report from the entries.
  static AccessReport of(History history, Times times) {
    List<String> facts = new ArrayList<>();
    facts.add("Requested: %s.".formatted(times.time(history.entries().getFirst().at())));
    facts.add(
        at(history, GrantEvent.Activated.class)
            .map(at -> "Opened: %s.".formatted(times.time(at)))
            .orElse("Opened: the ledger has no entry of it."));
    ended(history, times).ifPresent(facts::add);
    long sessions = count(history, GrantEvent.CredentialsIssued.class);
    long announced = count(history, GrantEvent.CredentialsPlanned.class);
    facts.add(
        "Credentials were fetched: %s.%s"
            .formatted(
                sessions == 0 ? "never" : HumanReadable.count(sessions, "time"),
                announced > sessions
                    ? " For %s more the result is unknown."
                        .formatted(HumanReadable.count(announced - sessions, "attempt"))
                    : ""));
    return new AccessReport(facts);
  }

  private static Optional<String> ended(History history, Times times) {
    Optional<Instant> at =
        at(history, GrantEvent.Ended.class)
            .or(() -> at(history, GrantEvent.Returned.class))
            .or(() -> at(history, GrantEvent.Revoked.class))
            .or(() -> at(history, GrantEvent.Failed.class));
    return at.flatMap(time ->
        outcome(history.state())
            .map(how -> "Ended: %s, %s.".formatted(times.time(time), HumanReadable.outcome(how))));
  }

  /// How a grant ended; empty if it has not.
  static Optional<Outcome> outcome(Grant grant) {
    return switch (grant) {
      case Ending ending -> Optional.of(ending.outcome());
      case Over over -> Optional.of(over.outcome());
      case Grant.Unknown _,
          Grant.AwaitingRule _,
          Grant.AwaitingApproval _,
          Grant.Approved _,
          Grant.Activating _,
          Grant.Active _ ->
          Optional.empty();
    };
  }

  private static Optional<Instant> at(History history, Class<? extends GrantEvent> type) {
    return history.entries().stream()
        .filter(entry -> type.isInstance(entry.event()))
        .map(Entry::at)
        .findFirst();
  }

  private static long count(History history, Class<? extends GrantEvent> type) {
    return history.entries().stream().filter(entry -> type.isInstance(entry.event())).count();
  }
}
