package dev.hallpass.catalog;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;

/// Who can break the glass of an entitlement, for how long, and who reviews it.
public record BreakGlassRule(List<Person> people, Duration longest, ApprovalPlan.BreakGlass plan) {
  public BreakGlassRule {
    people = List.copyOf(people);
  }
}
