package dev.hallpass.infra.api;

import java.util.Map;
import java.util.TreeMap;

/// The answers that API Gateway gives itself: when it does not pass a call on, or gets no answer.
/// The names are its own (source: API Gateway, gateway response types).
enum GatewayResponse {
  ACCESS_DENIED(
      403,
      "access-denied",
      "You may not call this",
      "The API takes signed calls only from the identities that hallpass.yaml names, from its"
          + " networks and its organization if it names them, and if the identity's own policy allows"
          + " execute-api:Invoke. Sign in with an identity that it names, check the account, the"
          + " network and that policy, or ask the people who run Hallpass."),
  API_CONFIGURATION_ERROR(
      500,
      "misconfigured",
      "The API has a mistake in its set-up",
      "Repeating the call does not help. Tell the people who run Hallpass."),
  BAD_REQUEST_BODY(
      400,
      "malformed",
      "The call cannot be read",
      "The body must be one JSON object. A request has the texts entitlement (64 characters at most),"
          + " duration (32) and justification (1 to 1,000) and the object parameters; a denial has the"
          + " text reason (1 to 1,000)."),
  /// Only the call for the decision page requires a parameter.
  BAD_REQUEST_PARAMETERS(
      400,
      "incomplete-link",
      "This link is not whole",
      "A part of the link is missing; some programs cut off its end. Open the link in the mail, or"
          + " copy the whole of it."),
  EXPIRED_TOKEN(
      403,
      "expired-credentials",
      "Your credentials have expired",
      "A call must be signed with credentials that are still valid. Sign in again, and sign the call"
          + " with the new credentials."),
  INTEGRATION_FAILURE(502, "outcome-unknown", Texts.NO_ANSWER, Texts.REPEAT),
  INTEGRATION_TIMEOUT(504, "outcome-unknown", Texts.NO_ANSWER, Texts.REPEAT),
  INVALID_SIGNATURE(
      403,
      "invalid-signature",
      "The signature does not fit the call",
      "Sign for the service execute-api and the API's region. Check that your clock is right, and that"
          + " nothing changes the call after it is signed."),
  MISSING_AUTHENTICATION_TOKEN(
      403,
      "not-signed",
      "This call is not signed, or the API has no such route",
      "Check the method and the path, and sign the call with AWS Signature Version 4."),
  REQUEST_TOO_LARGE(413, "too-large", "The body is too large", "Send at most 65536 characters."),
  RESOURCE_NOT_FOUND(
      404,
      "unknown-route",
      "The API has no such route",
      "Check the method and the path; the OpenAPI document lists all routes."),
  THROTTLED(
      429,
      "throttled",
      "There are too many calls at once",
      "Repeat the call in some seconds; repeat a request with the same Idempotency-Key."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "content-type",
      "The body has another content type than this call reads",
      "Send the body as application/json, and name that type in the header Content-Type."),
  WAF_FILTERED(
      403,
      "filtered",
      "The firewall has stopped this call",
      "The firewall stops calls from suspicious networks and calls with suspicious contents. Repeat"
          + " the call from another network and without unusual headers. If it is stopped again, tell"
          + " the people who run Hallpass the time of the call."),
  /// Everything else that API Gateway refuses.
  DEFAULT_4XX(
      400,
      "refused",
      "API Gateway has refused this call",
      "Check the method, the path, the headers and the body against the OpenAPI document."),
  DEFAULT_5XX(500, "outcome-unknown", Texts.NO_ANSWER, Texts.REPEAT);

  private static final String JSON = "application/json";
  private static final String HTML = "text/html";

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

  /// All of them, in the form that API Gateway imports.
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
            "responseTemplates", bodies()));
  }

  /// API Gateway sends the template of the type that the caller accepts, and the one for JSON to
  /// all others. A type in the headers would hold for both (source: API Gateway, mapping
  /// templates).
  private Map<String, Object> bodies() {
    GatewayProblem said = new GatewayProblem(problem, status, title, detail);
    return isForPeople()
        ? Map.of(JSON, said.html())
        : new TreeMap<>(Map.of(JSON, said.json(), HTML, said.html()));
  }

  private Map<String, Object> headers() {
    Map<String, Object> headers = new TreeMap<>();
    if (isForPeople()) {
      header(headers, "Content-Type", HTML + "; charset=utf-8");
    }
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

  /// API Gateway takes a value in single quotes literally; without quotes it is a name.
  private static void header(Map<String, Object> headers, String name, String value) {
    headers.put("gatewayresponse.header." + name, "'%s'".formatted(value));
  }

  /// Texts that several of them use.
  private static final class Texts {
    static final String NO_ANSWER = "A part of AWS did not answer";
    static final String REPEAT =
        "Hallpass does not know whether the call was recorded. Repeat it in some seconds; repeat a"
            + " request with the same Idempotency-Key.";
  }
}
