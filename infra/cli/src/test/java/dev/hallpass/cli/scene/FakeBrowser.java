package dev.hallpass.cli.scene;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A browser by hand: it keeps cookies, follows redirects, and fills in forms.
public final class FakeBrowser {

  private final URI start;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /// @param address the address that it opens first
  public FakeBrowser(String address) {
    this.start = URI.create(address);
  }

  /// The address to which a page on the disk leads.
  ///
  /// @param page what the browser is started with
  public static String handedOver(URI page) {
    try {
      String next =
          Jsoup.parse(Files.readString(Path.of(page)))
              .select("meta[http-equiv=refresh]")
              .attr("content")
              .replaceFirst(".*url=", "");
      FakeBrowser browser = new FakeBrowser(next);
      return browser
          .send("GET", URI.create(next).getPath(), browser.headers(), "")
          .header("Location");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An answer.
  ///
  /// @param head the status line and the headers
  public record Answer(int status, String head, String body) {

    /// The page.
    public Document page() {
      return Jsoup.parse(body);
    }

    /// The texts of the page's elements.
    public String text(String selector) {
      return page().select(selector).text();
    }

    /// The value of a header; nothing if it is missing.
    public String header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /// The address without its path.
  public String origin() {
    return "http://" + start.getAuthority();
  }

  /// SessionKind the address that it was given.
  public Answer open() {
    return get(start.getRawPath() + "?" + start.getRawQuery());
  }

  /// Goes to a page.
  public Answer get(String path) {
    return followed(send("GET", path, headers(), ""));
  }

  /// Fills in a form of a page, and presses a button.
  ///
  /// @param fields the values by field: what the form has already, stays
  public Answer press(Answer page, String button, Map<String, String> fields) {
    Element form =
        page.page().select("form").stream()
            .filter(one -> !one.select("button[value=%s]".formatted(button)).isEmpty())
            .findFirst()
            .orElseThrow();
    List<String> pairs = new ArrayList<>();
    for (Element field : form.select("input, textarea, select")) {
      String name = field.attr("name");
      boolean isChoice = field.attr("type").matches("radio|checkbox");
      if (isChoice) {
        boolean isChosen =
            fields.containsKey(name)
                ? fields.getOrDefault(name, "").equals(field.val())
                : field.hasAttr("checked");
        if (isChosen) {
          pairs.add(pair(name, field.val()));
        }
      } else {
        pairs.add(pair(name, fields.getOrDefault(name, value(field))));
      }
    }
    pairs.add(pair("answer", button));
    return post(form.attr("action"), String.join("&", pairs), sameOrigin());
  }

  private static String value(Element field) {
    return switch (field.tagName()) {
      case "textarea" -> field.wholeText();
      case "select" -> field.select("option[selected]").val();
      default -> field.val();
    };
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
  }

  /// What browsers send along with a form of the same site.
  public static Map<String, String> sameOrigin() {
    return Map.of("Origin", "null", "Sec-Fetch-Site", "same-origin");
  }

  /// Sends a form.
  public Answer post(String path, String form, Map<String, String> more) {
    Map<String, String> headers = headers();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    headers.putAll(more);
    return followed(send("POST", path, headers, form));
  }

  private Answer followed(Answer answer) {
    return answer.status() == 303 ? get(answer.header("Location")) : answer;
  }

  /// The usual headers, with the cookies.
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", start.getAuthority());
    if (!cookies.isEmpty()) {
      headers.put(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    return headers;
  }

  /// Makes one call, and follows nothing.
  public Answer send(String method, String path, Map<String, String> headers, String body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), start.getPort())) {
      StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, path));
      headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
      byte[] bytes = body.getBytes(UTF_8);
      head.append("Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(bytes.length));
      socket.getOutputStream().write(head.toString().getBytes(US_ASCII));
      socket.getOutputStream().write(bytes);
      return answer(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer answer(InputStream stream) throws IOException {
    String whole = new String(stream.readAllBytes(), UTF_8);
    int end = whole.indexOf("\r\n\r\n");
    Answer answer =
        new Answer(
            Integer.parseInt(whole.substring(9, 12)),
            whole.substring(0, end),
            whole.substring(end + 4));
    String cookie = answer.header("Set-Cookie");
    if (!cookie.isEmpty()) {
      String[] parts = cookie.split("[=;]", 3);
      cookies.put(parts[0], parts[1]);
    }
    return answer;
  }
}
