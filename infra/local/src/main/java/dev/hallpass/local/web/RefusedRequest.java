package dev.hallpass.local.web;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/// A refusal of the local server itself, for which AWS has no answer.
public enum RefusedRequest {
  METHOD_NOT_ALLOWED(
      405, "This path does not take that method", "Use one of the methods in the header Allow."),
  UNKNOWN_HOST(
      403,
      "Forbidden",
      "Use exactly the address that Hallpass printed at the start, also as Host."),
  BAD_GATEWAY(
      502,
      "Internal server error",
      "Repeat the call. If it fails again, read the log in the terminal where Hallpass runs.");

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
