package dev.hallpass.adapters.json;

import static java.util.stream.Collectors.toSet;

import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.Outliving;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The managed policies of a request as JSON, with names of members as IAM writes them.
public final class ManagedPolicyJson {

  static final String MEMBER = "ManagedPolicies";

  private static final String NEARLY_ALL = "NearlyAll";

  private ManagedPolicyJson() {}

  /// Adds the policies to an object, as the member `ManagedPolicies`, if there are any.
  public static void put(ObjectNode object, List<ManagedPolicy> policies) {
    if (!policies.isEmpty()) {
      ArrayNode list = object.putArray(MEMBER);
      policies.forEach(policy -> put(list.addObject(), policy));
    }
  }

  private static void put(ObjectNode tree, ManagedPolicy policy) {
    tree.put("Arn", policy.arn().value());
    tree.put("Version", policy.version());
    tree.put("Sha256", policy.hash().hex());
    if (policy.allowsNearlyAll()) {
      tree.put(NEARLY_ALL, true);
    }
    Json.put(tree, "Outlives", policy.outlives().stream().map(Outliving::word));
  }

  /// Reads the member, which can be missing.
  ///
  /// @throws Json.UnexpectedJson if a policy has another form
  static List<ManagedPolicy> read(JsonNode object) {
    return object.has(MEMBER) ? Json.list(object, MEMBER, ManagedPolicyJson::policy) : List.of();
  }

  private static ManagedPolicy policy(JsonNode tree) {
    Json.allow(tree, "Arn", "Version", "Sha256", NEARLY_ALL, "Outlives");
    return new ManagedPolicy(
        new ManagedPolicyArn(Json.text(tree, "Arn")),
        Json.text(tree, "Version"),
        new Sha256(Json.text(tree, "Sha256")),
        Json.optionalTruth(tree, NEARLY_ALL),
        Json.texts(tree, "Outlives").stream()
            .map(word ->
                Outliving.named(word)
                    .orElseThrow(
                        () -> new Json.UnexpectedJson("Outlives must be known to this build")))
            .collect(toSet()));
  }
}
