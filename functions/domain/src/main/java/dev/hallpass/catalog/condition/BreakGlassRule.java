package dev.hallpass.catalog.condition;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;

/// Who can break the glass of an entitlement, for how long, and who reviews it.
///
/// @param groups the groups whose members can too
public record BreakGlassRule(
    List<Person> people, List<Group> groups, Duration longest, ApprovalPlan.BreakGlass plan) {

  public BreakGlassRule {
    people = List.copyOf(people);
    groups = List.copyOf(groups);
  }

  /// Without groups.
  public BreakGlassRule(List<Person> people, Duration longest, ApprovalPlan.BreakGlass plan) {
    this(people, List.of(), longest, plan);
  }

  /// Whether a person can break the glass.
  ///
  /// @param memberships asked if the person is not named
  /// @throws dev.hallpass.port.OutcomeUnknown if that is not known
  public boolean isFor(Person person, Memberships memberships) {
    return breakers().include(person, memberships);
  }

  /// Who can break the glass, in words for people.
  public String words() {
    return breakers().words();
  }

  private Requesters breakers() {
    return new Requesters(people, List.of(), groups);
  }
}
