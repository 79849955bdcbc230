package dev.hallpass.authority;

import static java.util.stream.Collectors.toSet;

import dev.hallpass.approval.Level;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Whether the yeses to a request are enough.
public final class Quorum {

  private Quorum() {}

  /// Whether these yeses are the quorum of each level, and no human being stands at two levels.
  public static boolean isReached(List<Approved> yeses, Requested request) {
    List<Level> levels = request.plan().levels();
    return IntStream.range(0, levels.size())
        .allMatch(
            level -> levels.get(level).isSettledBy(approvers(yeses, level), request.requester()));
  }

  /// Who said yes at this level and at no other.
  private static Set<Person> approvers(List<Approved> yeses, int level) {
    return yeses.stream()
        .map(Approved::approver)
        .filter(person -> yeses.stream().noneMatch(yes -> isAtAnother(level, person, yes)))
        .collect(toSet());
  }

  private static boolean isAtAnother(int level, Person person, Approved yes) {
    return yes.level() != level && yes.approver().isSameHumanAs(person);
  }
}
