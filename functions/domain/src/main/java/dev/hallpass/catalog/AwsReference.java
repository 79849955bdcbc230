package dev.hallpass.catalog;

import dev.hallpass.policy.Risk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What AWS's own list of actions, resources and condition keys says about a policy, before a
/// deployment.
public interface AwsReference {

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

  /// The conditions that the session of a grant can never meet, because it does not have the key or
  /// because they contradict each other, by the path of the key in the policy document.
  ///
  /// @param conditions values by operator and condition key, with the places of parameters
  Map<List<String>, String> objections(Map<String, Map<String, List<String>>> conditions);

  /// What the actions that a pattern matches can do beyond their access or past its end.
  ///
  /// @param denied whether an action is denied all the same, by its name
  List<Reach> reaches(String action, Predicate<String> denied);

  /// The same for all actions that are allowed.
  ///
  /// @param allowed asked about the name of each action
  List<Reach> reaches(Predicate<String> allowed);

  /// The first allowed action whose access level is neither List nor Read. It is empty if all
  /// actions have one of these levels.
  ///
  /// @param allowed asked about the name of each action
  Optional<String> firstChange(Predicate<String> allowed);

  /// Why the actions that a pattern matches may not be allowed on `*`, with a way out; empty if
  /// they only look, and AWS has no narrower resource for them.
  ///
  /// @param isLimited whether a condition names resources, so that a list needs none
  Optional<String> objectionToEveryResource(String action, boolean isLimited);

  /// What an action can do beyond its access.
  ///
  /// @param risk the risk that the entitlement takes with it; empty if nobody may take it
  /// @param effect the action and what it does, such as `ecs:ExecuteCommand, which opens a way into
  ///   a container`
  record Reach(Optional<Risk> risk, String effect) {}
}
