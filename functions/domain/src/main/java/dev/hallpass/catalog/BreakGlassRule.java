package dev.hallpass.catalog;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;

/// Who may break the glass of an entitlement, for how long at the most, and who reviews it.
public record BreakGlassRule(List<Person> people, Duration longest, ApprovalPlan.BreakGlass plan) {
  public BreakGlassRule {
    people = List.copyOf(people);
  }
}
