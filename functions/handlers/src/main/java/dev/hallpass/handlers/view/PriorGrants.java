package dev.hallpass.handlers.view;

import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.Outcome;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// How often the requester has had the same access before, in one line.
public record PriorGrants(String words) {

  /// The line when the earlier requests could not be read.
  public static PriorGrants unknown(Texts texts) {
    return new PriorGrants(texts.earlierRequestsUnknown());
  }

  /// The line from a person's newest requests.
  ///
  /// @param asked the request on the page
  /// @param newest the person's newest requests in any order, with the one on the page
  /// @param limit the most requests that were read
  /// @param texts the texts for the reader
  public static PriorGrants of(History asked, Collection<History> newest, int limit, Texts texts) {
    List<History> same =
        newest.stream()
            .filter(other -> !other.grant().equals(asked.grant()) && isOfTheSame(asked, other))
            .toList();
    List<Instant> opened = same.stream().flatMap(PriorGrants::opened).sorted().toList();
    List<String> words = new ArrayList<>();
    String person = asked.known().dossier().request().requester().email();
    OptionalInt among = newest.size() < limit ? OptionalInt.empty() : OptionalInt.of(limit);
    words.add(
        opened.isEmpty()
            ? texts.neverHadThis(person, among)
            : texts.hasHadThis(person, opened, among));
    long early = same.stream().filter(PriorGrants::endedEarly).count();
    if (early > 0) {
      words.add(texts.earlierEndedEarly(early));
    }
    long denied = same.stream().filter(PriorGrants::isDenied).count();
    if (denied > 0) {
      words.add(texts.earlierDenied(denied));
    }
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
}
