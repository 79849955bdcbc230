package dev.hallpass.local.gateway;

import dev.hallpass.emulator.template.Stack;
import dev.hallpass.local.web.HttpReply;
import dev.hallpass.local.web.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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

  /// The answer of a type, in the form that the caller accepts.
  ///
  /// @throws UnsupportedOperationException if it has a variable
  HttpReply answer(ResponseType type, Request request) {
    JsonNode response = responses.required(type.name());
    String template = template(response.required("responseTemplates"), request);
    Map<String, List<String>> headers = new TreeMap<>();
    headers.put("Content-Type", List.of(template));
    response
        .path("responseParameters")
        .forEachEntry((name, value) ->
            headers.put(name.substring(HEADER.length()), List.of(literal(value.asString()))));
    return new HttpReply(
        Integer.parseInt(response.required("statusCode").asString()),
        headers,
        SdkBytes.fromUtf8String(response.path("responseTemplates").path(template).asString()));
  }

  /// The first type that the caller accepts and that has a template; JSON for all others (source:
  /// API Gateway Developer Guide, "Mapping templates").
  private static String template(JsonNode templates, Request request) {
    return request.header("Accept").stream()
        .flatMap(accepted -> Stream.of(accepted.split(",", -1)))
        .map(type -> type.split(";", -1)[0].strip())
        .filter(templates::has)
        .findFirst()
        .orElse("application/json");
  }

  private static String literal(String value) {
    if (!value.matches("'[^'$]*'")) {
      throw new UnsupportedOperationException(value + " is not emulated");
    }
    return value.substring(1, value.length() - 1);
  }
}
