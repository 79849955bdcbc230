package dev.hallpass.handlers.view;

import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Ending;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.Outcome;
import dev.hallpass.handlers.words.Texts;
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
  static AccessReport of(History history, Texts texts) {
    List<String> facts = new ArrayList<>();
    facts.add(texts.requested(history.entries().getFirst().at()));
    facts.add(texts.opened(at(history, GrantEvent.Activated.class)));
    ended(history, texts).ifPresent(facts::add);
    long sessions = count(history, GrantEvent.CredentialsIssued.class);
    long announced = count(history, GrantEvent.CredentialsPlanned.class);
    facts.add(texts.credentialsFetched(sessions, announced - sessions));
    return new AccessReport(facts);
  }

  private static Optional<String> ended(History history, Texts texts) {
    Optional<Instant> at =
        at(history, GrantEvent.Ended.class)
            .or(() -> at(history, GrantEvent.Returned.class))
            .or(() -> at(history, GrantEvent.Revoked.class))
            .or(() -> at(history, GrantEvent.Failed.class));
    return at.flatMap(time -> outcome(history.state()).map(how -> texts.ended(time, how)));
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
