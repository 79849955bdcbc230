package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import tools.jackson.databind.JsonNode;

/// Compares a key: what it is for, whether it can be used, and its policy. A key's only policy is
/// called `default` (source: KMS, GetKeyPolicy).
final class KeyComparison {

  private static final String POLICY = "default";

  private final StackTemplate template;
  private final KmsClient kms;

  KeyComparison(StackTemplate template, KmsClient kms) {
    this.template = template;
    this.kms = kms;
  }

  void compare(Resource resource, Findings findings) {
    try {
      KeyMetadata key = kms.describeKey(describe -> describe.keyId(findings.name())).keyMetadata();
      // Nobody can change these two. Another value means another key under this name.
      findings.compare(
          "kind of key",
          () ->
              template.value(resource, "KeySpec").orElse("SYMMETRIC_DEFAULT")
                  + " "
                  + template.value(resource, "KeyUsage").orElse("ENCRYPT_DECRYPT"),
          key.keySpecAsString() + " " + key.keyUsageAsString(),
          () -> Remedies.ANEW);
      findings.compare(
          "key state",
          () -> KeyState.ENABLED.toString(),
          key.keyStateAsString(),
          () -> enabled(key.keyState(), findings));
      findings.compare("key policy", () -> comparePolicy(resource, findings));
    } catch (NotFoundException _) {
      findings.missing("key", () -> Remedies.ANEW);
    }
  }

  /// A key that is to be deleted is disabled when that is cancelled. The next check names that.
  private static String enabled(KeyState state, Findings findings) {
    return on(state == KeyState.PENDING_DELETION ? "cancel-key-deletion" : "enable-key", findings)
        .text();
  }

  private void comparePolicy(Resource resource, Findings findings) {
    String found = kms.getKeyPolicy(get -> get.keyId(findings.name()).policyName(POLICY)).policy();
    findings.compare(
        "key policy",
        () -> PolicyTree.of(expected(resource)),
        PolicyTree.read(found),
        () ->
            on("put-key-policy", findings)
                .with("policy-name", POLICY)
                .with("policy", expected(resource))
                .text());
  }

  private JsonNode expected(Resource resource) {
    return template.property(resource, "KeyPolicy");
  }

  private static AwsCommand on(String operation, Findings findings) {
    return AwsCommand.of("kms", operation).with("key-id", findings.name());
  }
}
