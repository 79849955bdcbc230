package dev.hallpass.approval;

import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Who decides on a request. The entitlement's rules choose the plan when the request is made. The
/// ledger keeps it, so nobody can widen it later.
public sealed interface ApprovalPlan {

  /// The name of the catalogue's rule that chose the plan.
  String rule();

  /// The levels that must say yes, one after the other; empty if no person is asked before the
  /// access.
  default List<Level> levels() {
    return List.of();
  }

  /// Whether a yes by this channel counts.
  default boolean takes(Channel channel) {
    return false;
  }

  /// Whether the plan can reach a yes without the requester.
  boolean worksWithout(Person requester);

  /// Whether the plan can ask a person for an answer.
  boolean names(Person person);

  /// The time that the workflow waits after its first mails.
  default Duration firstWait() {
    // No person is asked. The first step may take this long, including retries.
    return Duration.ofMinutes(5);
  }

  /// People decide.
  ///
  /// @param signed whether a yes must prove its caller
  record ByPeople(String rule, List<Level> levels, boolean signed) implements ApprovalPlan {

    /// @throws IllegalArgumentException if there is no level, because then nobody would approve the
    ///   access
    public ByPeople {
      levels = List.copyOf(levels);
      if (levels.isEmpty()) {
        throw new IllegalArgumentException("a plan needs at least one level of approvers; add one");
      }
    }

    @Override
    public boolean takes(Channel channel) {
      return !signed || channel == Channel.PROVED;
    }

    /// Whether every level can reach its quorum without the requester, and nobody has to say yes
    /// twice.
    @Override
    public boolean worksWithout(Person requester) {
      return levels.stream().allMatch(level -> level.worksWithout(requester))
          && shortLevels(
                  level -> levels.get(level).quorum(), person -> !person.isSameHumanAs(requester))
              .isEmpty();
    }

    /// The levels, counted from zero, that distinct people cannot fill together; empty if all can
    /// be filled.
    public static List<Integer> shortLevels(List<Level> levels) {
      return shortLevels(levels, level -> levels.get(level).quorum(), _ -> true);
    }

    /// The same for the yeses that are still missing.
    ///
    /// @param missing the number of yeses that a level still needs
    /// @param who the people who can still say yes
    public List<Integer> shortLevels(IntUnaryOperator missing, Predicate<Person> who) {
      return shortLevels(levels, missing, who);
    }

    private static List<Integer> shortLevels(
        List<Level> levels, IntUnaryOperator missing, Predicate<Person> who) {
      return Filling.shortLevels(
          IntStream.range(0, levels.size()).map(missing).boxed().toList(),
          levels.stream().map(level -> level.everybody().stream().filter(who).toList()).toList());
    }

    @Override
    public boolean names(Person person) {
      return levels.stream().anyMatch(level -> level.everybody().contains(person));
    }

    @Override
    public Duration firstWait() {
      return levels.getFirst().firstWait();
    }
  }

  /// The rule itself decides. Its conditions were met when the request was made.
  record ByRule(String rule) implements ApprovalPlan {
    @Override
    public boolean worksWithout(Person requester) {
      return true;
    }

    @Override
    public boolean names(Person person) {
      return false;
    }
  }

  /// Break-glass: access opens at once, and its owners review it afterwards.
  ///
  /// @param owners the people who get a mail at once and must review the access
  /// @param reviewWithin the time to review, from the end of the access
  /// @param chaseEach the time between two mails that ask for the review
  record BreakGlass(String rule, List<Person> owners, Duration reviewWithin, Duration chaseEach)
      implements ApprovalPlan {

    /// @throws IllegalArgumentException if there is no owner, if one is listed twice, or if a time
    ///   is not positive
    public BreakGlass {
      owners = List.copyOf(owners);
      if (owners.isEmpty()) {
        throw new IllegalArgumentException(
            "breakGlass needs at least one owner, who reviews the access; add one");
      }
      if (Set.copyOf(owners).size() != owners.size()) {
        throw new IllegalArgumentException("an owner is listed twice; keep one");
      }
      if (!reviewWithin.isPositive() || !chaseEach.isPositive()) {
        throw new IllegalArgumentException(
            "reviewWithin and chaseEach must be longer than no time; write a time such as PT24H");
      }
    }

    /// The people who can review a request of this requester: all owners without the requester.
    public List<Person> reviewersFor(Person requester) {
      return owners.stream().filter(owner -> !owner.isSameHumanAs(requester)).toList();
    }

    @Override
    public boolean worksWithout(Person requester) {
      return !reviewersFor(requester).isEmpty();
    }

    @Override
    public boolean names(Person person) {
      return owners.contains(person);
    }
  }
}
