package dev.hallpass.approval;

import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /// The review after the access; empty if nobody has to look at it.
  default Optional<Review> review() {
    return Optional.empty();
  }

  /// Whether a yes by this channel counts.
  default boolean takes(Channel channel) {
    return false;
  }

  /// Whether the plan can reach a yes without the requester.
  boolean worksWithout(Person requester);

  /// Whether the plan can ask a person for an answer.
  boolean names(Person person);

  /// The same plan, in which the members of groups are approvers.
  ///
  /// @param members the members of a group
  default ApprovalPlan with(Function<Group, List<Person>> members) {
    return this;
  }

  /// Whether this plan is one of the catalogue with members of its groups.
  default boolean isMadeFrom(ApprovalPlan catalogued) {
    return equals(catalogued);
  }

  /// The time that the workflow waits after its first mails.
  default Duration firstWait() {
    // No person is asked. The first step may take this long, including retries.
    return Duration.ofMinutes(5);
  }

  /// People decide.
  ///
  /// @param signed whether a yes must prove its caller
  /// @param review the review afterwards, of what stays when the access is over
  record ByPeople(String rule, List<Level> levels, boolean signed, Optional<Review> review)
      implements ApprovalPlan {

    /// Without a review.
    ///
    /// @throws IllegalArgumentException if there is no level
    public ByPeople(String rule, List<Level> levels, boolean signed) {
      this(rule, levels, signed, Optional.empty());
    }

    /// @throws IllegalArgumentException if there is no level, because then nobody would approve the
    ///   access
    public ByPeople {
      levels = List.copyOf(levels);
      if (levels.isEmpty()) {
        throw new IllegalArgumentException("a plan needs at least one level of approvers; add one");
      }
    }

    @Override
    public ApprovalPlan with(Function<Group, List<Person>> members) {
      return new ByPeople(
          rule,
          levels.stream().map(level -> level.with(members)).toList(),
          signed,
          review.map(one -> one.with(members)));
    }

    @Override
    public boolean isMadeFrom(ApprovalPlan catalogued) {
      return catalogued instanceof ByPeople(var name, var before, var isSigned, var reviewed)
          && rule.equals(name)
          && signed == isSigned
          && review.isPresent() == reviewed.isPresent()
          && review.stream().allMatch(one -> one.isMadeFrom(reviewed.orElseThrow()))
          && levels.size() == before.size()
          && IntStream.range(0, levels.size())
              .allMatch(level -> levels.get(level).isMadeFrom(before.get(level)));
    }

    @Override
    public boolean takes(Channel channel) {
      return !signed || channel == Channel.PROVED;
    }

    /// Whether every level can reach its quorum without the requester, nobody has to say yes twice,
    /// and another one can review.
    @Override
    public boolean worksWithout(Person requester) {
      return levels.stream().allMatch(level -> level.worksWithout(requester))
          && review.stream().noneMatch(one -> one.reviewersFor(requester).isEmpty())
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
      return levels.stream().anyMatch(level -> level.everybody().contains(person))
          || review.stream().anyMatch(one -> one.owners().contains(person));
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
  /// @param groups the groups whose members are owners too, as in a [Review]
  /// @param reviewWithin the time to review, from the end of the access
  /// @param chaseEach the time between two mails that ask for the review
  record BreakGlass(
      String rule,
      List<Person> owners,
      List<Group> groups,
      Duration reviewWithin,
      Duration chaseEach)
      implements ApprovalPlan {

    /// Without groups.
    ///
    /// @throws IllegalArgumentException as with groups
    public BreakGlass(String rule, List<Person> owners, Duration reviewWithin, Duration chaseEach) {
      this(rule, owners, List.of(), reviewWithin, chaseEach);
    }

    /// @throws IllegalArgumentException as a [Review] does
    public BreakGlass(String rule, Review review) {
      this(rule, review.owners(), review.groups(), review.within(), review.chaseEach());
    }

    /// @throws IllegalArgumentException if there is no owner, if one is listed twice, or if a time
    ///   is not positive
    public BreakGlass {
      Review review = new Review(owners, groups, reviewWithin, chaseEach);
      owners = review.owners();
      groups = review.groups();
    }

    @Override
    public ApprovalPlan with(Function<Group, List<Person>> members) {
      return new BreakGlass(rule, review().orElseThrow().with(members));
    }

    @Override
    public boolean isMadeFrom(ApprovalPlan catalogued) {
      return catalogued instanceof BreakGlass before
          && rule.equals(before.rule)
          && review().orElseThrow().isMadeFrom(before.review().orElseThrow());
    }

    @Override
    public Optional<Review> review() {
      return Optional.of(new Review(owners, groups, reviewWithin, chaseEach));
    }

    @Override
    public boolean worksWithout(Person requester) {
      return review().stream().noneMatch(one -> one.reviewersFor(requester).isEmpty());
    }

    @Override
    public boolean names(Person person) {
      return owners.contains(person);
    }
  }
}
