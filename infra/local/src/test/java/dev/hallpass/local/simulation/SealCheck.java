package dev.hallpass.local.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;

/// Checks the seal of a yes by what ARCHITECTURE.md says of it, without the system's own code.
final class SealCheck {

  private final PublicKey key;

  private SealCheck(PublicKey key) {
    this.key = key;
  }

  /// By the key that is deployed.
  static SealCheck of(World world) {
    KmsClient kms = world.system().region().kms();
    byte[] half = kms.getPublicKey(get -> get.keyId(world.sealKey())).publicKey().asByteArray();
    try {
      return new SealCheck(
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(half)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key of the seals is no key", e);
    }
  }

  /// Whether the yes of an item is sealed.
  ///
  /// @param asked the event of the request
  boolean isSealed(Map<String, AttributeValue> item, JsonNode yes, JsonNode asked) {
    if (!yes.has("seal")) {
      return false;
    }
    String allows = yes.path("shortenedTo").asString(asked.path("duration").asString());
    String lines =
        String.join(
            "\n",
            "hallpass yes 1",
            "grant " + ScannedItems.text(item, "grant"),
            "after " + ScannedItems.text(item, "previous"),
            "level " + yes.path("level").asInt(),
            "approver " + yes.path("approver").asString(),
            "channel " + yes.path("channel").asString(),
            "policy " + yes.path("policyHash").asString(),
            "allows " + allows,
            "at " + ScannedItems.text(item, "at"),
            "");
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(lines.getBytes(UTF_8));
      return check.verify(Base64.getDecoder().decode(yes.path("seal").asString()));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }
}
