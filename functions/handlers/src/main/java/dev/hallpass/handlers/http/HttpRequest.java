package dev.hallpass.handlers.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.identity.GrantId;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One call of the API, from API Gateway.
///
/// @param route its method and resource, such as `GET /grants/{grant}`
/// @param userArn the identity that signed it, confirmed by AWS; empty if the route needs no
///   signature
/// @param grant the grant in the path; empty if the path has none, or none in the right form
/// @param person the address in the path, without percent-encoding; empty if the path has none
/// @param headers by lower-case name
public record HttpRequest(
    String route,
    Optional<String> userArn,
    Optional<GrantId> grant,
    Optional<String> person,
    Map<String, String> headers,
    Map<String, String> query,
    String body) {

  /// The longest body, in characters.
  private static final int MAX_BODY = 65_536;

  /// Reads API Gateway's proxy event (source: REST API, Lambda proxy integration).
  static HttpRequest of(JsonNode event) {
    return new HttpRequest(
        Json.text(event, "httpMethod") + " " + Json.text(event, "resource"),
        Optional.ofNullable(
            event.path("requestContext").path("identity").path("userArn").stringValue(null)),
        Optional.ofNullable(event.path("pathParameters").path("grant").stringValue(null))
            .filter(GrantId::isOne)
            .map(GrantId::new),
        Optional.ofNullable(event.path("pathParameters").path("person").stringValue(null))
            .map(HttpRequest::pathDecoded),
        lowerCased(texts(event.path("headers"))),
        texts(event.path("queryStringParameters")),
        body(event));
  }

  /// The method and the path, such as `POST /grants/grant-…/approval`. An address in it is not
  /// encoded.
  String methodAndPath() {
    return route
        .replace("{grant}", grant.map(GrantId::value).orElse("{grant}"))
        .replace("{person}", person.orElse("{person}"));
  }

  /// The body as a JSON object.
  ///
  /// @throws Refusal if it is too long, has another content type, or is not a JSON object
  public JsonNode json() {
    requireContent("application/json");
    try {
      JsonNode json = Json.read(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException _) {
      // Falls through without the parser's message, which quotes the body.
    }
    throw new Refusal(
        Problem.malformed(
            "The body must be one JSON object. Send it in braces, such as {\"reason\": \"…\"}."));
  }

  /// The body as the fields of a form.
  ///
  /// @throws Refusal if it is too long or has another content type
  public Map<String, String> form() {
    requireContent("application/x-www-form-urlencoded");
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private void requireContent(String type) {
    String given = headers.getOrDefault("content-type", "").split(";", 2)[0].strip();
    if (!given.equalsIgnoreCase(type)) {
      throw new Refusal(Problem.contentType(type));
    }
    if (body.length() > MAX_BODY) {
      throw new Refusal(Problem.tooLarge(body.length(), MAX_BODY));
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException _) {
      throw new Refusal(
          Problem.malformed(
              "A % in the form is not followed by two hexadecimal digits. Send the form URL-encoded,"
                  + " as browsers do."));
    }
  }

  /// Without the rule of forms that a plus is a blank: addresses have it.
  private static String pathDecoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      // Not an address either way.
      return text;
    }
  }

  private static String body(JsonNode event) {
    String body = event.path("body").stringValue("");
    return event.path("isBase64Encoded").booleanValue(false)
        ? new String(Base64.getDecoder().decode(body), UTF_8)
        : body;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.forEachEntry((name, value) -> texts.put(name, value.stringValue("")));
    return texts;
  }

  private static Map<String, String> lowerCased(Map<String, String> headers) {
    Map<String, String> lowerCased = new TreeMap<>();
    headers.forEach((name, value) -> lowerCased.put(name.toLowerCase(Locale.ROOT), value));
    return lowerCased;
  }

  /// Hides everything, because query, body and headers may hold a link, a code or a proof.
  @Override
  public String toString() {
    return "Call[…]";
  }
}
