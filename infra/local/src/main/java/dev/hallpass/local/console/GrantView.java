package dev.hallpass.local.console;

import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.api.json.Sentences;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A grant on the console.
///
/// @param policy the created policy, or the requested one before that; indented
public record GrantView(
    String id,
    Requested request,
    Instant requestedAt,
    Words words,
    boolean isOver,
    String policy,
    String policyHash,
    List<Line> lines) {

  public GrantView {
    lines = List.copyOf(lines);
  }

  /// The view of a history; empty if nobody requested the grant.
  static Optional<GrantView> of(History history) {
    return history.state() instanceof Grant.Known grant
        ? Optional.of(of(history, grant))
        : Optional.empty();
  }

  private static GrantView of(History history, Grant.Known grant) {
    Requested request = grant.dossier().request();
    Policy policy =
        history.entries().stream()
            .flatMap(entry ->
                entry.event() instanceof PolicyPlanned plan
                    ? Optional.of(plan.policy()).stream()
                    : Optional.<Policy>empty().stream())
            .findFirst()
            .orElse(request.policy());
    return new GrantView(
        history.grant().value(),
        request,
        history.entries().getFirst().at(),
        Words.of(grant),
        grant instanceof Grant.Over,
        PolicyJson.tree(policy).toPrettyString(),
        PolicyJson.hash(policy).hex(),
        history.entries().stream().map(Line::of).toList());
  }

  /// An entry of the ledger.
  ///
  /// @param says the event in a sentence
  /// @param event the event in its stored form
  public record Line(
      int sequence,
      Instant at,
      String type,
      String actor,
      String says,
      String event,
      String previous,
      String hash) {

    static Line of(Entry entry) {
      return new Line(
          entry.sequence(),
          entry.at(),
          EventJson.type(entry.event()),
          entry.actor().name(),
          Sentences.of(entry.event()),
          EventJson.write(entry.event()),
          entry.previous().hex(),
          entry.hash().hex());
    }
  }
}
