package dev.hallpass.reconciliation;

import static java.time.temporal.ChronoUnit.MINUTES;

import dev.hallpass.identity.AccountId;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Looks at everything of a kind, round after round. A round may take several passes: each goes on
/// with what the last one left. After a cold start nobody knows what that was, so the first round
/// begins somewhere else each minute.
///
/// @param <T> what tells one of them from another
final class Sweep<T> {

  // Its multiples, without their whole parts, are spread evenly between 0 and 1.
  private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

  private final String kind;
  private final Set<T> seen = new HashSet<>();
  private Optional<Instant> coldSince;

  /// @param kind what they are called, as more than one
  Sweep(String kind, Instant now) {
    this.kind = kind;
    this.coldSince = Optional.of(now);
  }

  /// Whether the next pass begins a round.
  boolean isAtItsStart() {
    return seen.isEmpty();
  }

  /// Goes on with the round.
  ///
  /// @param all what there is now, in the order it is to be looked at
  /// @return whether the round came to its end
  boolean goOn(Collection<T> all, Consumer<T> look, Pass pass) {
    List<T> left =
        coldSince.map(start -> rotated(all, start)).orElseGet(() -> new ArrayList<>(all));
    left.removeAll(seen);
    int done = 0;
    for (T one : left) {
      if (pass.isTimeUp()) {
        sayHowFar(done, left.size(), kind, pass);
        return false;
      }
      look.accept(one);
      seen.add(one);
      done++;
    }
    seen.clear();
    coldSince = Optional.empty();
    return true;
  }

  /// Lists what there is in each account. What could not be listed is noted as unseen.
  ///
  /// @param list what adds what is in an account to the others
  void list(List<AccountId> accounts, Instant now, Consumer<AccountId> list, Pass pass) {
    for (AccountId account : rotated(accounts, now)) {
      try {
        if (pass.isTimeUp()) {
          pass.note(Finding.UNSEEN, account);
        } else {
          list.accept(account);
        }
      } catch (OutcomeUnknown unknown) {
        pass.log().failure("The %s in %s could not be listed".formatted(kind, account), unknown);
        pass.note(Finding.UNSEEN, account);
      }
    }
  }

  static void sayHowFar(int done, int all, String kind, Pass pass) {
    pass.log()
        .info(
            "%d %s were looked at; the next pass goes on with the other %d"
                .formatted(done, kind, all - done));
  }

  /// The same list, which begins at another place each minute, so that no element is always the
  /// last.
  static <T> List<T> rotated(Collection<T> all, Instant now) {
    List<T> rotated = new ArrayList<>(all);
    double turns = now.truncatedTo(MINUTES).getEpochSecond() / 60.0 * GOLDEN_RATIO;
    Collections.rotate(rotated, -(int) ((turns - Math.floor(turns)) * all.size()));
    return rotated;
  }
}
