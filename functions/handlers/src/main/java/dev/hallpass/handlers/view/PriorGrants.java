package dev.hallpass.handlers.view;

import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Precedent;
import dev.hallpass.ledger.Precedent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How often the requester has had the same access before, in one line.
public record PriorGrants(String words) {

  /// The line when the earlier requests could not be read.
  public static PriorGrants unknown(Texts texts) {
    return new PriorGrants(texts.earlierRequestsUnknown());
  }

  /// The line from what became of the requester's grants for the same entitlement.
  ///
  /// @param asked the request on the page
  /// @param newest the newest first, perhaps with the one on the page
  /// @param most the most that were read
  /// @param texts the texts for the reader
  public static PriorGrants of(History asked, List<Precedent> newest, int most, Texts texts) {
    List<Precedent> others =
        newest.stream().filter(one -> !one.grant().equals(asked.grant())).toList();
    List<Instant> opened =
        others.stream()
            .filter(one -> one.kind() == Kind.OPENED)
            .map(Precedent::at)
            .sorted()
            .toList();
    List<String> words = new ArrayList<>();
    String person = asked.known().dossier().request().requester().email();
    boolean isMore = newest.size() == most;
    if (!opened.isEmpty()) {
      words.add(texts.hasHadThis(person, opened, isMore));
    } else if (!isMore) {
      words.add(texts.neverHadThis(person));
    }
    long early = count(others, Kind.ENDED_EARLY);
    if (early > 0) {
      words.add(texts.earlierEndedEarly(early));
    }
    long denied = count(others, Kind.DENIED);
    if (denied > 0) {
      words.add(texts.earlierDenied(denied));
    }
    return new PriorGrants(String.join(" ", words));
  }

  private static long count(List<Precedent> all, Kind kind) {
    return all.stream().filter(one -> one.kind() == kind).count();
  }
}
