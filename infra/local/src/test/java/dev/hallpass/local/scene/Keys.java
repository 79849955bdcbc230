package dev.hallpass.local.scene;

import dev.hallpass.adapters.json.Json;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.databind.JsonNode;

/// Credentials as the API hands them out.
public record Keys(JsonNode json) {

  /// The access key's id.
  public String id() {
    return Json.text(json, "AccessKeyId");
  }

  /// The access key's secret.
  public String secret() {
    return Json.text(json, "SecretAccessKey");
  }

  /// The session's token.
  public String token() {
    return Json.text(json, "SessionToken");
  }

  /// When they end.
  public Instant expiration() {
    return Instant.parse(Json.text(json, "Expiration"));
  }

  /// As the SDK takes them.
  public AwsSessionCredentials credentials() {
    return AwsSessionCredentials.create(id(), secret(), token());
  }

  /// Shows nothing of the secrets.
  @Override
  public String toString() {
    return "Keys[…]";
  }
}
