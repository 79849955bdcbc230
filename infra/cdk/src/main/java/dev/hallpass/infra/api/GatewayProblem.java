package dev.hallpass.infra.api;

import tools.jackson.databind.json.JsonMapper;

/// A problem document (source: RFC 9457) for calls that reach no handler, in the form of the
/// handlers. It repeats nothing from the call.
///
/// @param name the stable end of its `type`; the handlers' name if the problem is the same
/// @param detail the rule, and what to do next
record GatewayProblem(String name, int status, String title, String detail) {

  /// For programs.
  String json() {
    return JsonMapper.shared()
        .createObjectNode()
        .put("type", "urn:hallpass:problem:" + name)
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .toString();
  }

  /// For people in a browser.
  String html() {
    return """
    <!doctype html><html lang="en"><head><meta charset="utf-8">\
    <meta name="viewport" content="width=device-width">\
    <title>%1$s</title></head><body><main><h1>%1$s</h1><p>%2$s</p></main></body></html>\
    """
        .formatted(title, detail);
  }
}
