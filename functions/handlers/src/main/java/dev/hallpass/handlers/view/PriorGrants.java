package dev.hallpass.handlers.view;

import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.Outcome;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Since when somebody has had what they ask for, in one line.
public record PriorGrants(String words) {

  /// It could not be told.
  public static final PriorGrants UNKNOWN =
      new PriorGrants("Whether the requester has had this before could not be told.");

  /// What a person's newest requests tell of one of them.
  ///
  /// @param asked the one that is looked at
  /// @param newest the person's newest requests, in any order, the one that is looked at included
  /// @param limit how many were looked for
  public static PriorGrants of(History asked, Collection<History> newest, int limit) {
    List<History> same =
        newest.stream()
            .filter(other -> !other.grant().equals(asked.grant()) && isOfTheSame(asked, other))
            .toList();
    List<Instant> opened = same.stream().flatMap(PriorGrants::opened).sorted().toList();
    List<String> words = new ArrayList<>();
    String person = asked.known().dossier().request().requester().email();
    String among =
        newest.size() < limit ? "" : ", as far as their last %d requests tell".formatted(limit);
    words.add(
        opened.isEmpty()
            ? "%s has never had this before%s.".formatted(person, among)
            : "%s has had this %s, %s%s."
                .formatted(person, times(opened.size()), dates(opened), among));
    add(words, same.stream().filter(PriorGrants::endedEarly).count(), "ended early");
    add(words, same.stream().filter(PriorGrants::isDenied).count(), "met with a no");
    return new PriorGrants(String.join(" ", words));
  }

  private static boolean isOfTheSame(History one, History other) {
    return one.known()
        .dossier()
        .request()
        .entitlement()
        .equals(other.known().dossier().request().entitlement());
  }

  private static Stream<Instant> opened(History history) {
    return history.entries().stream()
        .filter(entry -> entry.event() instanceof Activated)
        .map(Entry::at)
        .limit(1);
  }

  private static boolean endedEarly(History history) {
    return opened(history).findAny().isPresent()
        && AccessReport.outcome(history.state())
            .filter(outcome -> outcome.mayHaveOpened() && outcome != Outcome.EXPIRED)
            .isPresent();
  }

  private static boolean isDenied(History history) {
    return AccessReport.outcome(history.state())
        .filter(outcome -> outcome == Outcome.DENIED)
        .isPresent();
  }

  private static String times(int number) {
    return switch (number) {
      case 1 -> "once";
      case 2 -> "twice";
      default -> number + " times";
    };
  }

  private static String dates(List<Instant> opened) {
    return opened.size() == 1
        ? "on " + HumanReadable.day(opened.getFirst())
        : "first on %s, last on %s"
            .formatted(HumanReadable.day(opened.getFirst()), HumanReadable.day(opened.getLast()));
  }

  private static void add(List<String> words, long number, String what) {
    if (number > 0) {
      words.add("%s for it %s.".formatted(HumanReadable.count(number, "request"), what));
    }
  }
}
