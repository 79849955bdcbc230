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

/// How often the requester has had the same access before, in one line.
public record PriorGrants(String words) {

  /// The line when the earlier requests could not be read.
  public static final PriorGrants UNKNOWN =
      new PriorGrants("Hallpass could not read whether the requester has had this access before.");

  /// The line from a person's newest requests.
  ///
  /// @param asked the request on the page
  /// @param newest the person's newest requests in any order, with the one on the page
  /// @param limit the most requests that were read
  /// @param times the times for the reader
  public static PriorGrants of(History asked, Collection<History> newest, int limit, Times times) {
    List<History> same =
        newest.stream()
            .filter(other -> !other.grant().equals(asked.grant()) && isOfTheSame(asked, other))
            .toList();
    List<Instant> opened = same.stream().flatMap(PriorGrants::opened).sorted().toList();
    List<String> words = new ArrayList<>();
    String person = asked.known().dossier().request().requester().email();
    String among = newest.size() < limit ? "" : ", among their last %d requests".formatted(limit);
    words.add(
        opened.isEmpty()
            ? "%s has never had this before%s.".formatted(person, among)
            : "%s has had this %s, %s%s."
                .formatted(person, times(opened.size()), dates(opened, times), among));
    add(words, same.stream().filter(PriorGrants::endedEarly).count(), "ended early");
    add(words, same.stream().filter(PriorGrants::isDenied).count(), "was denied");
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

  private static String dates(List<Instant> opened, Times times) {
    return opened.size() == 1
        ? "on " + times.day(opened.getFirst())
        : "first on %s, last on %s"
            .formatted(times.day(opened.getFirst()), times.day(opened.getLast()));
  }

  private static void add(List<String> words, long number, String what) {
    if (number > 0) {
      words.add("%s for it %s.".formatted(HumanReadable.count(number, "request"), what));
    }
  }
}
