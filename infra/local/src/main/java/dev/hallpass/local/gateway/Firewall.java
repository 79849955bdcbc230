package dev.hallpass.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.template.Stack;
import dev.hallpass.local.web.HttpReply;
import dev.hallpass.local.web.Request;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.JsonNode;

/// The web ACL of a stack: its rules that stop a call by its form. The rules that count calls, and
/// AWS's own groups of rules, are not emulated.
final class Firewall {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of("TEXT_HTML", "text/html", "APPLICATION_JSON", "application/json");

  private final JsonNode properties;

  Firewall(Stack stack) {
    properties = stack.resources("AWS::WAFv2::WebACL").getFirst().properties();
  }

  /// The answer to a call that a rule stops; empty if none does.
  ///
  /// @throws UnsupportedOperationException if a rule has a part that is not emulated
  Optional<HttpReply> refusal(Request request) {
    return properties
        .path("Rules")
        .valueStream()
        .filter(rule -> judgesByForm(rule.path("Statement")))
        .filter(rule -> matches(rule.path("Statement"), request))
        .map(rule -> answer(rule.at("/Action/Block/CustomResponse")))
        .findFirst();
  }

  private static boolean judgesByForm(JsonNode statement) {
    return !statement.has("RateBasedStatement") && !statement.has("ManagedRuleGroupStatement");
  }

  private static boolean matches(JsonNode statement, Request request) {
    String kind = statement.propertyNames().iterator().next();
    JsonNode inner = statement.path(kind);
    return switch (kind) {
      case "AndStatement" ->
          inner.path("Statements").valueStream().allMatch(each -> matches(each, request));
      case "NotStatement" -> !matches(inner.path("Statement"), request);
      case "ByteMatchStatement" -> contains(inner, request);
      default -> throw notEmulated(kind);
    };
  }

  private static boolean contains(JsonNode match, Request request) {
    String position = match.path("PositionalConstraint").asString();
    if (!position.equals("CONTAINS")) {
      throw notEmulated(position);
    }
    return transformed(match, field(match.path("FieldToMatch"), request))
        .contains(match.path("SearchString").asString());
  }

  private static String field(JsonNode field, Request request) {
    String name = field.propertyNames().iterator().next();
    return switch (name) {
      case "UriPath" -> request.path();
      case "QueryString" -> Objects.requireNonNullElse(request.uri().getRawQuery(), "");
      case "Body" -> request.body().asString(UTF_8);
      default -> throw notEmulated(name);
    };
  }

  private static String transformed(JsonNode match, String text) {
    String transformation = match.at("/TextTransformations/0/Type").asString();
    return switch (transformation) {
      case "NONE" -> text;
      case "URL_DECODE" -> URLDecoder.decode(text, UTF_8);
      default -> throw notEmulated(transformation);
    };
  }

  private HttpReply answer(JsonNode response) {
    JsonNode body =
        properties
            .path("CustomResponseBodies")
            .required(response.path("CustomResponseBodyKey").asString());
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put(
        "Content-Type", List.of(MEDIA_TYPES.getOrDefault(body.path("ContentType").asString(), "")));
    response
        .path("ResponseHeaders")
        .forEach(header ->
            headers.put(header.path("Name").asString(), List.of(header.path("Value").asString())));
    return new HttpReply(
        response.path("ResponseCode").asInt(),
        headers,
        SdkBytes.fromUtf8String(body.path("Content").asString()));
  }

  private static UnsupportedOperationException notEmulated(String part) {
    return new UnsupportedOperationException(part + " is not emulated");
  }
}
