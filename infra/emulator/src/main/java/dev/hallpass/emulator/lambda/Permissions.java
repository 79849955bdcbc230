package dev.hallpass.emulator.lambda;

import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The statements that Lambda makes of permissions. [Source](
/// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html)
public final class Permissions {
  private Permissions() {}

  static JsonNode statement(String arn, AddPermissionRequest request) {
    return statement(
        arn,
        request.action(),
        request.principal(),
        Optional.ofNullable(request.sourceArn()),
        Optional.ofNullable(request.sourceAccount()));
  }

  /// Lets a principal call.
  ///
  /// @param arn of the function, the version or the alias that may be called
  /// @param principal a service or an account
  public static JsonNode statement(
      String arn,
      String action,
      String principal,
      Optional<String> sourceArn,
      Optional<String> sourceAccount) {
    ObjectNode statement = JsonMapper.shared().createObjectNode();
    statement.put("Effect", "Allow").put("Action", action).put("Resource", arn);
    statement
        .putObject("Principal")
        .put(principal.endsWith(".amazonaws.com") ? "Service" : "AWS", principal);
    sourceArn.ifPresent(source ->
        statement.withObject("/Condition").putObject("ArnLike").put("AWS:SourceArn", source));
    sourceAccount.ifPresent(source ->
        statement
            .withObject("/Condition")
            .putObject("StringEquals")
            .put("AWS:SourceAccount", source));
    return statement;
  }
}
