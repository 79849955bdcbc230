package dev.hallpass.adapters.yaml;

import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;

/// Checks a template against its parameters.
record TemplateRules(Renderings renderings) {

  void check(StatementNode statement) {
    if (statement.sid().text().startsWith(Policy.OWN_SID)) {
      throw statement
          .sid()
          .refused("begins like the sids that Hallpass adds to each policy; take another");
    }
    statement.texts().forEach(this::checkPlaces);
  }

  private void checkPlaces(YamlNode node) {
    for (String place : node.as(PolicyTemplate::placesIn)) {
      if (!renderings.parameters().containsKey(place)) {
        throw node.refused(
            "the policy uses an unknown parameter {%s}; add it under parameters, or correct the name"
                .formatted(place));
      }
    }
  }
}
