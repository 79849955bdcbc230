package dev.hallpass.reference;

import java.util.List;

/// A type of resources of a service, such as `statemachine`.
///
/// @param forms the forms of their ARNs: first those of AWS's reference, then those of its guides
public record ResourceType(String name, List<ArnForm> forms) {
  public ResourceType {
    forms = List.copyOf(forms);
  }

  /// The first form in AWS's reference.
  public ArnForm form() {
    return forms.getFirst();
  }
}
