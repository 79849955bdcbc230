package dev.hallpass.compiler;

import dev.hallpass.policy.Own;
import java.util.regex.Pattern;

/// Which resources a catalogue may name.
final class ResourceRules {

  // Only the last part may have a wildcard. A `*` at the end of an earlier part extends over the
  // following colons (source: IAM, Resource element).
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:[a-z0-9-]+:(?:[a-z0-9-]*|\\{[A-Za-z0-9]+}):(?:[0-9]{12}|\\{[A-Za-z0-9]+})?:[ -~]+");

  static final String EVERY = "*";

  private ResourceRules() {}

  static void check(YamlNode node) {
    checkForm(node);
    Own.around(node.text())
        .ifPresent(own -> {
          throw node.refused(
              "is %s of %s, a part of Hallpass, and no grant may open that; name other resources"
                  .formatted(own.name(), own.service()));
        });
  }

  static void checkForm(YamlNode node) {
    String resource = node.text();
    if (!resource.equals(EVERY) && !ARN.matcher(resource).matches()) {
      throw node.refused(
          "must be an ARN with wildcards only in its last part, such as"
              + " arn:aws:s3:::bucket/{prefix}/*");
    }
  }
}
