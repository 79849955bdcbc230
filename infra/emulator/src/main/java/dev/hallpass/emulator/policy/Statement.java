package dev.hallpass.emulator.policy;

import dev.hallpass.emulator.policy.PrincipalElement.Reach;
import java.util.List;
import java.util.Optional;

/// One statement of a policy.
///
/// @param label its `Sid`, or its place in the document
record Statement(
    String label,
    boolean allows,
    Chosen<Glob> actions,
    Chosen<ArnPattern> resources,
    Chosen<PrincipalElement> principals,
    List<Condition> conditions) {
  Statement {
    conditions = List.copyOf(conditions);
  }

  /// The values of an element; for a `Not...` element, the values that it excludes.
  record Chosen<T>(boolean inverted, List<T> items) {
    Chosen {
      items = List.copyOf(items);
    }
  }

  /// @param action of the request, in lower case
  boolean covers(AccessRequest request, String action) {
    return coversAction(action)
        && coversResource(request.resource(), request.context())
        && meetsConditions(request.context());
  }

  private boolean meetsConditions(Context context) {
    for (Condition condition : conditions) {
      if (!condition.holds(context)) {
        return false;
      }
    }
    return true;
  }

  /// The way in which the statement names the caller; a statement without principals belongs to the
  /// caller.
  Reach reach(Principal principal) {
    if (principals.items().isEmpty()) {
      return Reach.CALLER;
    }
    PrincipalElement element = principals.items().getFirst();
    if (principals.inverted()) {
      return element.exempts(principal) ? Reach.NONE : Reach.CALLER;
    }
    return element.reach(principal);
  }

  private boolean coversAction(String action) {
    for (Glob glob : actions.items()) {
      if (glob.matches(action)) {
        return !actions.inverted();
      }
    }
    return actions.inverted();
  }

  private boolean coversResource(String resource, Context context) {
    boolean hasUnknown = false;
    for (ArnPattern pattern : resources.items()) {
      Optional<Boolean> matches = pattern.matches(resource, context);
      if (matches.orElse(false)) {
        return !resources.inverted();
      }
      hasUnknown |= matches.isEmpty();
    }
    // A variable without a value must not widen a NotResource either.
    return resources.inverted() && !hasUnknown;
  }
}
