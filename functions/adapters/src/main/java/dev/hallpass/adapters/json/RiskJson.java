package dev.hallpass.adapters.json;

import dev.hallpass.policy.Risk;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The risks that an entitlement takes: the reason by the name of the risk.
public final class RiskJson {

  private RiskJson() {}

  /// Adds risks to an object, as the member `risks`, if there are any.
  public static void put(ObjectNode object, Map<Risk, String> risks) {
    if (!risks.isEmpty()) {
      ObjectNode reasons = object.putObject("risks");
      risks.forEach((risk, because) -> reasons.put(risk.word(), because));
    }
  }

  /// Reads the member.
  ///
  /// @throws Json.UnexpectedJson if a risk is unknown, or has no reason
  static Map<Risk, String> read(JsonNode reasons) {
    Map<Risk, String> risks = new EnumMap<>(Risk.class);
    for (String word : reasons.propertyNames()) {
      Risk risk =
          Risk.of(word)
              .orElseThrow(
                  () -> new Json.UnexpectedJson("risks must be ones that this build knows"));
      risks.put(risk, Json.text(reasons, word));
    }
    return risks;
  }
}
