package dev.hallpass.adapters.yaml;

import dev.hallpass.policy.Glob;
import java.util.List;
import java.util.regex.Pattern;

/// Which resources a catalogue may name.
final class ResourceRules {

  // Only the last part may have a wildcard or a parameter. A `*` at the end of an earlier part
  // extends over the following colons (source: IAM, Resource element), and so could a parameter's
  // value.
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?:[0-9]{12})?:[ -~]+");

  private static final List<Own> OWN =
      List.of(
          // Who inserts into the ledger could write an approval. Who writes a ticket could make a
          // rule approve.
          new Own("dynamodb", "table/hallpass-*"),
          new Own("dynamodb", "table/Hallpass-*"),
          // A function believes the caller that its event names.
          new Own("lambda", "function:hallpass-*"),
          new Own("lambda", "function:Hallpass-*"),
          new Own("states", "*:hallpass-*"),
          new Own("iam", "*/hallpass*"),
          // The next deployment takes its files from the CDK's bucket.
          new Own("s3", "cdk-*"));

  private ResourceRules() {}

  static void check(YamlNode node) {
    String resource = node.text();
    if (resource.equals("*")) {
      throw node.refused(
          "* is every resource, and no grant may open that; name the ARNs, and leave out actions"
              + " that work on no ARN");
    }
    if (!ARN.matcher(resource).matches()) {
      throw node.refused(
          "must be an ARN with wildcards and parameters only in its last part, such as"
              + " arn:aws:s3:::bucket/{prefix}/*");
    }
    checkIsNotOwn(node, resource);
  }

  /// @param widest a resource that the text can become
  static void checkIsNotOwn(YamlNode node, String widest) {
    OWN.stream()
        .filter(own -> own.isReachedBy(widest))
        .findFirst()
        .ifPresent(own -> {
          throw node.refused(
              "reaches %s, a part of Hallpass, and no grant may open that; name other resources"
                  .formatted(own.name));
        });
  }

  /// A part of Hallpass, in every account.
  ///
  /// @param name the last part of its ARN
  private record Own(String service, String name) {

    boolean isReachedBy(String arn) {
      String[] parts = arn.split(":", 6);
      return parts[2].equals(service) && Glob.overlap(parts[5], name);
    }
  }
}
