package dev.hallpass.ledger;

import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.AccessEnd;
import dev.hallpass.grant.GrantEvent.Removal;
import dev.hallpass.grant.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How access ended that was open or about to open: when it should have, when it really did and by
/// which ender, and when nothing was left of it.
///
/// @param due when it should have: the planned end, or the moment at which somebody ended it before
/// @param effective from when on nobody could use it; empty as long as that is not recorded
/// @param by which ender saw to that; empty if it is not known
/// @param recorded when the end was recorded
/// @param policyGone when it was recorded that the policy is gone; empty as long as it is not
/// @param removedBy which ender removed the policy; empty if it is not known
public record End(
    Instant due,
    Optional<Instant> effective,
    Optional<Ender> by,
    Instant recorded,
    Optional<Instant> policyGone,
    Optional<Ender> removedBy) {

  /// How access ended; empty as long as it has not, or if none was ever planned.
  public static Optional<End> of(History history) {
    Optional<Entry> over =
        history.entries().stream().filter(entry -> entry.event() instanceof AccessEnd).findFirst();
    return history
        .plannedEnd()
        .flatMap(end -> over.map(entry -> of(history.entries(), end, entry)));
  }

  private static End of(List<Entry> entries, Instant planned, Entry over) {
    boolean isExpired = over.event() instanceof AccessEnd end && end.outcome() == Outcome.EXPIRED;
    Optional<Entry> removal = removals(entries).findFirst();
    Optional<Entry> last = removals(entries).reduce((_, newer) -> newer);
    Optional<Instant> stopped =
        entries.stream()
            .filter(entry -> entry.event() instanceof GrantEvent.SessionsDenied)
            .findFirst()
            .or(() -> removal)
            .map(Entry::at)
            .filter(planned::isAfter);
    boolean isByDate = isExpired || (removal.isPresent() && stopped.isEmpty());
    return new End(
        isExpired || planned.isBefore(over.at()) ? planned : over.at(),
        isByDate ? Optional.of(planned) : stopped,
        isByDate ? Optional.of(Ender.DATE) : removal.flatMap(End::ender),
        over.at(),
        last.map(Entry::at),
        last.flatMap(End::ender));
  }

  /// How long after the end that was due something happened.
  public Duration after(Instant event) {
    return event.isAfter(due) ? Duration.between(due, event) : Duration.ZERO;
  }

  private static Stream<Entry> removals(List<Entry> entries) {
    return entries.stream().filter(entry -> entry.event() instanceof Removal);
  }

  private static Optional<Ender> ender(Entry entry) {
    return entry.event() instanceof Removal removal ? removal.by() : Optional.empty();
  }
}
