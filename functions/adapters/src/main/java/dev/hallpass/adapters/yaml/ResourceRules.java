package dev.hallpass.adapters.yaml;

import java.util.regex.Pattern;

/// Which resources a catalogue may name at all.
final class ResourceRules {

  // Only the last part may hold a wildcard or a parameter. A `*` at the end of another part reaches
  // over the colons behind it (source: IAM, Resource element), and so might a parameter's value.
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?:[0-9]{12})?:[ -~]+");

  private ResourceRules() {}

  static void check(YamlNode node) {
    String resource = node.text();
    if (resource.equals("*")) {
      throw node.refused("* is every resource there is; name the ARNs that are meant");
    }
    if (!ARN.matcher(resource).matches()) {
      throw node.refused(
          "must be an ARN with wildcards and parameters in its last part only, such as"
              + " arn:aws:s3:::bucket/{prefix}/*");
    }
  }
}
