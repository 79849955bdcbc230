package dev.hallpass.compiler.policy;

import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;

/// Checks a template against its parameters.
///
/// @param partition the partition of AWS
record TemplateRules(String partition, Renderings renderings) {

  /// Stands in the place of the account in the ARNs of AWS's own policies.
  private static final String AWS = "aws";

  void check(StatementNode statement) {
    if (statement.sid().text().startsWith(Policy.OWN_SID)) {
      throw statement
          .sid()
          .refused("begins like the sids that Hallpass adds to each policy; take another");
    }
    Mistakes.checkEach(statement.texts().toList(), this::checkPlaces);
    Mistakes.checkEach(statement.resources(), resource -> checkParts(resource, statement.allows()));
  }

  /// The region and the account of an ARN can only be what AWS knows as one, so no value of a
  /// parameter extends over the following colons.
  private void checkParts(YamlNode resource, boolean isAllowed) {
    for (String text : renderings.of(resource)) {
      String[] parts = text.split(":", 6);
      if (parts.length == 6) {
        requirePartition(resource, parts[1], partition);
        checkPart(resource, parts[3], isAllowed, Grammar.REGION, "region");
        checkPart(resource, parts[4], isAllowed, Grammar.ACCOUNT, "account");
      }
    }
  }

  /// Checks that an ARN names the partition of the installation, because AWS has none of its
  /// resources in another one.
  ///
  /// @param named what stands in the place of the partition
  static void requirePartition(YamlNode node, String named, String partition) {
    if (!named.equals(partition)) {
      throw node.refused(
          "is in the partition %s, and %s says %s; write {partition} in its place, or correct the field partition there"
              .formatted(named, CatalogFiles.SETTINGS, partition));
    }
  }

  private void checkPart(
      YamlNode resource, String part, boolean isAllowed, Grammar grammar, String what) {
    boolean isAws = grammar == Grammar.ACCOUNT && part.equals(AWS);
    // A denial of every one opens nothing.
    boolean isEvery = !isAllowed && part.equals(ResourceRules.EVERY);
    if (part.isEmpty()
        || isAws
        || isEvery
        || grammar.allows(part)
        || renderings.isOf(grammar, part)) {
      return;
    }
    throw resource.refused(
        "has %s in the place of the %s; write a parameter with the grammar %s there, or one whose values are such as %s"
            .formatted(part, what, what, grammar.example()));
  }

  private void checkPlaces(YamlNode node) {
    for (String place : node.as(PolicyTemplate::placesIn)) {
      if (!renderings.parameters().containsKey(place)) {
        if (place.equals(Entitlement.ACCOUNT)) {
          throw node.refused(
              "{account} is the hub's number here, and %s does not say it; add the field hub there"
                  .formatted(CatalogFiles.SETTINGS));
        }
        throw node.refused(
            "the policy uses an unknown parameter {%s}; add it under parameters, or correct the name"
                .formatted(place));
      }
    }
  }
}
