package dev.hallpass.local.deployed;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.local.gateway.GatewayRoutes.Found;
import dev.hallpass.local.scene.Reply;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import tools.jackson.databind.JsonNode;

/// Requests that reach their function without API Gateway, as if it had checked a signature.
///
/// @param functions the function behind a handler's name
/// @param userArn who would have signed
record Invocations(
    LambdaClient lambda, SampleEvents events, UnaryOperator<String> functions, String userArn)
    implements Trial.Signing {

  @Override
  public Reply send(String method, String path, String body) {
    Found found = events.route(method, path);
    String event = events.event(found, path, userArn, body);
    String answer =
        lambda
            .invoke(function ->
                function
                    .functionName(functions.apply(found.route().handler()))
                    .payload(SdkBytes.fromUtf8String(event)))
            .payload()
            .asUtf8String();
    JsonNode json = Json.read(answer);
    return new Reply(Json.number(json, "statusCode"), json.path("body").asString(""));
  }
}
