package dev.hallpass.emulator.region;

import dev.hallpass.emulator.kms.InMemoryKms;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import tools.jackson.databind.JsonNode;

/// A stack's keys with their policies. Rotation is not emulated, because nothing reads it here.
final class KeyResources {
  private KeyResources() {}

  static void make(Stack stack, InMemoryKms kms) {
    for (TemplateResource key : stack.resources("AWS::KMS::Key")) {
      String id = stack.ref(key.id());
      kms.add(id, spec(key), policy(stack.place(), key));
      if (!key.properties().path("Enabled").asBoolean(true)) {
        kms.disableKey(disable -> disable.keyId(id));
      }
    }
  }

  private static KeySpec spec(TemplateResource key) {
    String spec = key.optional("KeySpec").orElse("SYMMETRIC_DEFAULT");
    String usage = key.optional("KeyUsage").orElse("ENCRYPT_DECRYPT");
    KeySpec known = KeySpec.fromValue(spec);
    KeyUsageType wanted =
        known == KeySpec.ECC_NIST_P256 || known == KeySpec.ECC_NIST_EDWARDS25519
            ? KeyUsageType.SIGN_VERIFY
            : KeyUsageType.ENCRYPT_DECRYPT;
    boolean isPlain =
        key.optional("Origin").orElse("AWS_KMS").equals("AWS_KMS")
            && !key.properties().path("MultiRegion").asBoolean(false);
    if (!isPlain || !usage.equals(wanted.toString())) {
      throw new UnsupportedOperationException(
          "A key like %s, %s for %s, is not emulated".formatted(key.id(), spec, usage));
    }
    return known;
  }

  private static String policy(PseudoParameters place, TemplateResource key) {
    JsonNode policy = key.properties().path("KeyPolicy");
    return policy.isMissingNode() ? standard(place) : policy.toString();
  }

  /// The policy of a key whose template has none. [Source](
  /// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html)
  private static String standard(PseudoParameters place) {
    return """
    {"Version": "2012-10-17", "Id": "key-default-1", "Statement": [{
      "Sid": "Enable IAM User Permissions",
      "Effect": "Allow",
      "Principal": {"AWS": "%s"},
      "Action": "kms:*",
      "Resource": "*"
    }]}
    """
        .formatted(place.globalArn("iam", "root"));
  }
}
