package dev.hallpass.reference;

import java.util.List;

/// A type of resources of a service, such as `statemachine`.
///
/// @param forms of their ARNs: those that AWS's reference has, then those that its guides name
public record ResourceType(String name, List<ArnForm> forms) {
  public ResourceType {
    forms = List.copyOf(forms);
  }

  /// The first form that AWS's reference has.
  public ArnForm form() {
    return forms.getFirst();
  }
}
