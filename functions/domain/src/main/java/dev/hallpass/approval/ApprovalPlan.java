package dev.hallpass.approval;

import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Who decides on a request. Chosen by the entitlement's rules when the request is made and frozen
/// into the ledger then, so that nobody can widen it later.
public sealed interface ApprovalPlan {

  /// The name of the rule in the catalogue that chose it.
  String rule();

  /// The levels that must say yes in turn; none if no person is asked before.
  default List<Level> levels() {
    return List.of();
  }

  /// Whether it can come to a yes without the requester.
  boolean worksWithout(Person requester);

  /// Whether it may ever ask a person for an answer.
  boolean names(Person person);

  /// How long the workflow waits when it first asks.
  default Duration firstWait() {
    // No person is waited for; this long the first step may take, retries included.
    return Duration.ofMinutes(5);
  }

  /// People decide.
  ///
  /// @param signed whether a yes must be signed with the approver's own AWS credentials
  record ByPeople(String rule, List<Level> levels, boolean signed) implements ApprovalPlan {

    /// @throws IllegalArgumentException if there is no level: access that nobody approves
    public ByPeople {
      levels = List.copyOf(levels);
      if (levels.isEmpty()) {
        throw new IllegalArgumentException("a plan needs at least one level of approvers");
      }
    }

    /// Whether every level can reach its quorum without the requester.
    @Override
    public boolean worksWithout(Person requester) {
      return levels.stream().allMatch(level -> level.worksWithout(requester));
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

  /// The rule itself decides: what it demands was met when the request was made.
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

  /// The glass is broken: access opens at once, and its owners review it afterwards.
  ///
  /// @param owners who are told at once and must review it
  /// @param reviewWithin how long they have, from the end of the access on
  /// @param chaseEach how often they are asked again until one of them has
  record BreakGlass(String rule, List<Person> owners, Duration reviewWithin, Duration chaseEach)
      implements ApprovalPlan {

    /// @throws IllegalArgumentException if there is no owner, one is listed twice, or a time is not
    ///   positive
    public BreakGlass {
      owners = List.copyOf(owners);
      if (owners.isEmpty()) {
        throw new IllegalArgumentException("break-glass needs an owner who reviews it");
      }
      if (Set.copyOf(owners).size() != owners.size()) {
        throw new IllegalArgumentException("an owner is listed twice");
      }
      if (!reviewWithin.isPositive() || !chaseEach.isPositive()) {
        throw new IllegalArgumentException("the times of a review must be positive");
      }
    }

    /// Anyone who may review a request of this person's: every owner but the requester.
    public List<Person> reviewersFor(Person requester) {
      return owners.stream().filter(owner -> !owner.equals(requester)).toList();
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
