package dev.hallpass.cli.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.hallpass.cli.loopback.LoopbackServer;
import dev.hallpass.cli.loopback.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// A server on 127.0.0.1 for the browser of one person.
///
/// The address that is opened has a token, which is good once: the browser gets a cookie for it.
/// Without the cookie there is nothing to see. A form counts only if a page of this server sent it.
public final class WebServer implements AutoCloseable {

  private static final String ENTRANCE = "/enter";
  private static final String TOKEN = "token";
  private static final int MAX_FORM_BYTES = 64 * 1024;
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "text/html; charset=utf-8",
          "Content-Security-Policy",
              "default-src 'none'; style-src %s; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
                  .formatted(PageStyle.source()),
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  private final LoopbackServer server;
  private final Site site;
  private final Secret entrance = Secret.random();
  private final Secret cookie = Secret.random();
  private final Secret formToken = Secret.random();
  private final AtomicBoolean isEntered = new AtomicBoolean();

  /// @param port the port; 0 for any that is free
  /// @throws dev.hallpass.cli.surroundings.Stopped if the port is taken
  public WebServer(int port, Site site) {
    this.site = site;
    server = new LoopbackServer(port, this::answer);
  }

  /// The address to open. It is good once.
  public URI address() {
    return URI.create(origin() + ENTRANCE + "?" + TOKEN + "=" + entrance.text());
  }

  private String origin() {
    return "http://" + server.authority();
  }

  /// Browsers send a cookie to all ports of a host, so its name has the port.
  private String cookieName() {
    return "hallpass-" + server.port();
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      send(call, page(call));
    }
  }

  private Page page(HttpExchange call) throws IOException {
    // A page of another host whose name leads here is a stranger, too.
    if (!header(call, "Host").equals(server.authority())) {
      return refused(403, "This server is not called by that name.");
    }
    if (call.getRequestURI().getPath().equals(ENTRANCE)) {
      return enter(call);
    }
    if (!hasCookie(call)) {
      return refused(403, "This browser has not come in by the address that was printed.");
    }
    return switch (call.getRequestMethod()) {
      case "GET" -> site.answer(visit(call, false, Map.of()));
      case "POST" -> form(call);
      default -> refused(405, "Only GET and POST are here.").with("Allow", "GET, POST");
    };
  }

  private Page enter(HttpExchange call) {
    String given =
        Optional.ofNullable(call.getRequestURI().getRawQuery())
            .map(WebServer::fields)
            .flatMap(fields -> fields.getOrDefault(TOKEN, List.of()).stream().findFirst())
            .orElse("");
    if (!call.getRequestMethod().equals("GET")
        || !entrance.is(given)
        || !isEntered.compareAndSet(false, true)) {
      return hasCookie(call)
          ? Page.at("/")
          : refused(403, "That address was used already, or is not the one that was printed.");
    }
    return Page.at("/")
        .with(
            "Set-Cookie",
            "%s=%s; HttpOnly; SameSite=Strict; Path=/".formatted(cookieName(), cookie.text()));
  }

  private boolean hasCookie(HttpExchange call) {
    String start = cookieName() + "=";
    return call.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(line -> Stream.of(line.split(";", -1)))
        .map(String::strip)
        .filter(one -> one.startsWith(start))
        .anyMatch(one -> cookie.is(one.substring(start.length())));
  }

  private Page form(HttpExchange call) throws IOException {
    if (!isOfThisOrigin(call)) {
      return refused(403, "This form came from a page of another site.");
    }
    if (!header(call, "Content-Type").startsWith("application/x-www-form-urlencoded")) {
      return refused(415, "This is not a form.");
    }
    byte[] body = call.getRequestBody().readNBytes(MAX_FORM_BYTES + 1);
    if (body.length > MAX_FORM_BYTES) {
      return refused(413, "This form is too long.");
    }
    Map<String, List<String>> fields = fields(new String(body, UTF_8));
    String given = fields.getOrDefault(TOKEN, List.of()).stream().findFirst().orElse("");
    return formToken.is(given)
        ? site.answer(visit(call, true, fields))
        : refused(403, "This form is not of this server.");
  }

  /// Browsers send the origin `null` with forms of pages that send no referrer, and
  /// `Sec-Fetch-Site` with all of them (source: Fetch, "append a request Origin header").
  private boolean isOfThisOrigin(HttpExchange call) {
    String origin = header(call, "Origin");
    String site = header(call, "Sec-Fetch-Site");
    return site.isEmpty()
        ? origin.equals(origin())
        : site.equals("same-origin") && Stream.of("", "null", origin()).anyMatch(origin::equals);
  }

  private Visit visit(HttpExchange call, boolean isForm, Map<String, List<String>> form) {
    return new Visit(
        isForm,
        call.getRequestURI().getPath(),
        Optional.ofNullable(call.getRequestURI().getRawQuery()).orElse(""),
        form,
        formToken.text());
  }

  private static String header(HttpExchange call, String name) {
    List<String> values = call.getRequestHeaders().getOrDefault(name, List.of());
    // Of two, it is unknown which one counts.
    return values.size() > 1 ? "several" : values.stream().findFirst().orElse("");
  }

  private static Map<String, List<String>> fields(String text) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields
            .computeIfAbsent(decoded(pair.substring(0, equals)), _ -> new ArrayList<>())
            .add(decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8).replace("\r\n", "\n");
    } catch (IllegalArgumentException _) {
      // A percent sign without two digits is what was typed.
      return text;
    }
  }

  private static Page refused(int status, String says) {
    return new Notice(
            "This page is not for this browser",
            says,
            "Close it. Run hallpass web again, and open the address that it prints.")
        .page(status);
  }

  private static void send(HttpExchange call, Page page) throws IOException {
    HEADERS.forEach(call.getResponseHeaders()::set);
    page.headers().forEach(call.getResponseHeaders()::set);
    byte[] body = page.html().getBytes(UTF_8);
    call.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      call.getResponseBody().write(body);
    }
  }

  /// Stops to answer.
  @Override
  public void close() {
    server.close();
  }
}
