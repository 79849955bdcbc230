package dev.hallpass.infra.api;

import tools.jackson.databind.json.JsonMapper;

/// A problem document (source: RFC 9457) that is answered before a call reaches a handler, in the
/// form that the handlers give theirs. It says nothing that came with the call.
///
/// @param name the stable end of its `type`; the handlers' own name where the problem is the same
/// @param detail what to do
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

  /// For people who look at a page.
  String html() {
    return """
    <!doctype html><html lang="en"><head><meta charset="utf-8">\
    <meta name="viewport" content="width=device-width">\
    <title>%1$s</title></head><body><main><h1>%1$s</h1><p>%2$s</p></main></body></html>\
    """
        .formatted(title, detail);
  }
}
