package dev.hallpass.infra.api;

import java.util.Map;
import java.util.TreeMap;

/// What API Gateway answers when it does not pass a call on, or gets nothing back. The names are
/// its own (source: API Gateway, gateway response types).
enum GatewayResponse {
  ACCESS_DENIED(
      403,
      "access-denied",
      "You may not call this",
      "Call from a network and with an identity that those who run Hallpass have let in; the identity"
          + " needs leave to execute-api:Invoke."),
  API_CONFIGURATION_ERROR(
      500,
      "misconfigured",
      "The API is not set up as it should be",
      "Tell those who run Hallpass: repeating the call does not help."),
  BAD_REQUEST_BODY(
      400,
      "malformed",
      "The call cannot be read",
      "The body must be one JSON object. A request has the texts entitlement (64 characters at most),"
          + " duration (32) and justification (1 to 1,000) and the object parameters; a denial has the"
          + " text reason (1 to 1,000)."),
  /// The only call that must have a parameter is the one for the decision page.
  BAD_REQUEST_PARAMETERS(
      400,
      "incomplete-link",
      "This link is not whole",
      "Open the link as it stands in the mail; some programs cut off its end."),
  EXPIRED_TOKEN(
      403,
      "expired-credentials",
      "Your credentials have expired",
      "Sign in again, and sign the call with the new credentials."),
  INTEGRATION_FAILURE(502, "outcome-unknown", Texts.NO_ANSWER, Texts.REPEAT),
  INTEGRATION_TIMEOUT(504, "outcome-unknown", Texts.NO_ANSWER, Texts.REPEAT),
  INVALID_SIGNATURE(
      403,
      "invalid-signature",
      "The signature does not fit the call",
      "Sign for the service execute-api in the API's region, with a clock that is right, and change"
          + " nothing afterwards."),
  MISSING_AUTHENTICATION_TOKEN(
      403,
      "not-signed",
      "This call is not signed, or there is no such route",
      "Check method and path, and sign the call with AWS Signature Version 4."),
  REQUEST_TOO_LARGE(413, "too-large", "The body is too large", "Send at most 65536 characters."),
  RESOURCE_NOT_FOUND(404, "unknown-route", "There is no such route", "Check method and path."),
  THROTTLED(
      429,
      "throttled",
      "There are too many calls at once",
      "Repeat the call in some seconds; a request with its Idempotency-Key."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "content-type",
      "This content type is not read here",
      "Send the body as application/json and say so in Content-Type."),
  WAF_FILTERED(
      403,
      "filtered",
      "The firewall has stopped this call",
      "Call from another network and without unusual headers. If it goes on, tell those who run"
          + " Hallpass when it was."),
  /// Whatever else API Gateway refuses, today or one day.
  DEFAULT_4XX(
      400, "refused", "API Gateway has refused this call", "Check method, path and headers."),
  DEFAULT_5XX(500, "outcome-unknown", Texts.NO_ANSWER, Texts.REPEAT);

  private final int status;
  private final String problem;
  private final String title;
  private final String detail;

  GatewayResponse(int status, String problem, String title, String detail) {
    this.status = status;
    this.problem = problem;
    this.title = title;
    this.detail = detail;
  }

  /// All of them, as the importer reads them.
  static Map<String, Object> all() {
    Map<String, Object> all = new TreeMap<>();
    for (GatewayResponse response : values()) {
      all.put(response.name(), response.tree());
    }
    return all;
  }

  private Map<String, Object> tree() {
    return new TreeMap<>(
        Map.of(
            "statusCode", String.valueOf(status),
            "responseParameters", headers(),
            // With one template there is nothing to choose: whatever a caller accepts, this is
            // sent.
            "responseTemplates", Map.of("application/json", body())));
  }

  private String body() {
    GatewayProblem said = new GatewayProblem(problem, status, title, detail);
    return isForPeople() ? said.html() : said.json();
  }

  private Map<String, Object> headers() {
    Map<String, Object> headers = new TreeMap<>();
    header(
        headers,
        "Content-Type",
        isForPeople() ? "text/html; charset=utf-8" : "application/problem+json");
    header(headers, "Cache-Control", "no-store");
    header(headers, "Referrer-Policy", "no-referrer");
    header(headers, "Strict-Transport-Security", "max-age=31536000");
    header(headers, "X-Content-Type-Options", "nosniff");
    if (this == THROTTLED) {
      header(headers, "Retry-After", "5");
    }
    return headers;
  }

  private boolean isForPeople() {
    return this == BAD_REQUEST_PARAMETERS;
  }

  /// In single quotes a value is meant as it stands, and not as the name of one.
  private static void header(Map<String, Object> headers, String name, String value) {
    headers.put("gatewayresponse.header." + name, "'%s'".formatted(value));
  }

  /// What several of them say.
  private static final class Texts {
    static final String NO_ANSWER = "A part of AWS did not answer";
    static final String REPEAT =
        "Nothing is lost. Repeat the call in some seconds; a request with its Idempotency-Key.";
  }
}
