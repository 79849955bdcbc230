package dev.hallpass.local.web;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/// A problem that refuses a request before a function sees it, in API Gateway's words where it has
/// words for it.
public enum RefusedRequest {
  NO_SUCH_ROUTE(
      404, "The API has no such path", "Check the path against functions/handlers/openapi.yaml."),
  METHOD_NOT_ALLOWED(
      405, "This path does not take that method", "Use one of the methods in the header Allow."),
  REQUEST_TOO_LONG(413, "Request Too Long", "Send at most 10 MB."),
  UNKNOWN_HOST(
      403,
      "Forbidden",
      "Use exactly the address that Hallpass printed at the start, also as Host."),
  BAD_GATEWAY(
      502,
      "Internal server error",
      "Repeat the call. If it fails again, read the log in the terminal where Hallpass runs."),
  MISSING_AUTHENTICATION_TOKEN(
      403, "Missing Authentication Token", "Sign the request with AWS Signature Version 4."),
  INCOMPLETE_SIGNATURE(
      403,
      "The Authorization header is not one of AWS Signature Version 4",
      "Send AWS4-HMAC-SHA256 with Credential, SignedHeaders and Signature, and one X-Amz-Date."),
  PRESIGNED_REQUEST(
      403,
      "The signature is in the query",
      "The local API reads signatures only in the header Authorization. Sign there, and take"
          + " X-Amz-Signature out of the query."),
  WRONG_SERVICE(
      403,
      "Credential should be scoped to correct service: 'execute-api'",
      "Sign for the service execute-api."),
  UNSIGNED_HEADER(
      403,
      "Host and X-Amz-Date must be signed",
      "Name host and x-amz-date in SignedHeaders, and only headers that you send."),
  SIGNATURE_EXPIRED(
      403,
      "Signature expired or not yet current",
      "A signature is good for 5 minutes before and after X-Amz-Date. Sign again. If it fails again,"
          + " set this machine's clock."),
  UNRECOGNIZED_CLIENT(
      403,
      "The security token included in the request is invalid",
      "Use one of the access keys that were printed at the start, without a session token."),
  CONTENT_MISMATCH(
      403,
      "The body is not the one that X-Amz-Content-Sha256 names",
      "Sign the SHA-256 of the body that you send."),
  SIGNATURE_MISMATCH(
      403,
      "The request signature we calculated does not match the signature you provided",
      "Check your secret access key, and that you sign the method, path, query, headers and body that"
          + " you send.");

  private static final JsonMapper JSON = new JsonMapper();

  private final int status;
  private final String title;
  private final String detail;

  RefusedRequest(int status, String title, String detail) {
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /// The stable name for programs.
  public String type() {
    return "urn:hallpass:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The problem document (source: RFC 9457).
  public HttpReply answer() {
    String document =
        JSON.createObjectNode()
            .put("type", type())
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .toString();
    return HttpReply.text(status, "application/problem+json", document)
        .with("Cache-Control", "no-store");
  }
}
