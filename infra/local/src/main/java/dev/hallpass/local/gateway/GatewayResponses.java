package dev.hallpass.local.gateway;

import dev.hallpass.emulator.template.Stack;
import dev.hallpass.local.web.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.JsonNode;

/// The answers that the API of a stack gives itself, before a function sees the request or after it
/// failed.
final class GatewayResponses {

  private static final String HEADER = "gatewayresponse.header.";

  /// When API Gateway answers itself, in its own names (source: API Gateway Developer Guide,
  /// "Gateway response types").
  enum ResponseType {
    BAD_REQUEST_BODY,
    BAD_REQUEST_PARAMETERS,
    INTEGRATION_FAILURE,
    INVALID_SIGNATURE,
    /// Also where there is no such path or method.
    MISSING_AUTHENTICATION_TOKEN,
    REQUEST_TOO_LARGE
  }

  private final JsonNode responses;

  /// @param stack the stack with the API
  GatewayResponses(Stack stack) {
    responses =
        stack
            .resources("AWS::ApiGateway::RestApi")
            .getFirst()
            .properties()
            .at("/Body/x-amazon-apigateway-gateway-responses");
  }

  /// The answer of a type.
  ///
  /// @throws UnsupportedOperationException if it has a variable
  HttpReply answer(ResponseType type) {
    JsonNode response = responses.required(type.name());
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .path("responseParameters")
        .forEachEntry((name, value) ->
            headers.put(name.substring(HEADER.length()), List.of(literal(value.asString()))));
    return new HttpReply(
        Integer.parseInt(response.required("statusCode").asString()),
        headers,
        SdkBytes.fromUtf8String(response.at("/responseTemplates/application~1json").asString()));
  }

  private static String literal(String value) {
    if (!value.matches("'[^'$]*'")) {
      throw new UnsupportedOperationException(value + " is not emulated");
    }
    return value.substring(1, value.length() - 1);
  }
}
