package dev.hallpass.adapters.yaml;

import java.util.List;
import java.util.Map;

/// A check of a statement against AWS's own list of actions, resources and condition keys.
@FunctionalInterface
public interface PolicyValidation {

  /// The parts of a statement that AWS can never match, or not as intended. Each has the rule and
  /// the correct form. Its key is the path in the policy document: `Action` or `Resource` and one
  /// of them, or `Condition`, an operator and, if the operator is right, a key and a value.
  ///
  /// @param resources the resources with wildcards, and with `{name}` for a text without colons and
  ///   slashes
  /// @param conditions values by operator and condition key
  Map<List<String>, String> findings(
      List<String> actions,
      List<String> resources,
      Map<String, Map<String, List<String>>> conditions);
}
