package dev.hallpass.audit;

import dev.hallpass.ledger.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The accesses that a log opens without a yes of a person, by break-glass or by a rule. No seal
/// proves that the catalogue let them open.
final class Unasked {

  /// As many are named. The others are counted.
  private static final int NAMED = 20;

  private final List<String> named = new ArrayList<>();
  private long count;

  void add(Entry opening) {
    count++;
    if (named.size() < NAMED) {
      named.add("%s at %s".formatted(opening.grant(), Entry.text(opening.at())));
    }
  }

  /// What is not checked because of them; empty if there are none.
  Optional<String> unchecked() {
    if (count == 0) {
      return Optional.empty();
    }
    String others = count > NAMED ? " and %d more".formatted(count - NAMED) : "";
    return Optional.of(
        "whether the catalogue let access open without a yes of a person: no seal proves that, and the log has no catalogue. Compare the request of each grant with the catalogue that was deployed when its access opened: %s%s"
            .formatted(String.join(", ", named), others));
  }
}
