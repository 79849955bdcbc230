package dev.hallpass.adapters.yaml;

import java.util.List;
import java.util.Map;

/// What AWS says of its own actions, resources and condition keys, asked about a statement that
/// allows.
@FunctionalInterface
public interface PolicyValidation {

  /// What AWS can never match, or never as it is meant: the rule and what would be right, by the
  /// path in a policy document: `Action` or `Resource` and one of them, or `Condition`, an operator
  /// and, where it is not the operator that is wrong, a key and a value.
  ///
  /// @param resources with wildcards, and with `{name}` for a text that has neither a colon nor a
  ///   slash
  /// @param conditions values by operator and condition key
  Map<List<String>, String> findings(
      List<String> actions,
      List<String> resources,
      Map<String, Map<String, List<String>>> conditions);
}
