package dev.hallpass.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer to a signed call.
public final class HttpAnswer {

  private final HttpURLConnection connection;
  private final int status;
  private final byte[] content;

  private HttpAnswer(HttpURLConnection connection, int status, byte[] content) {
    this.connection = connection;
    this.status = status;
    this.content = content;
  }

  /// Makes a call and reads its answer. It follows no redirect: a signature is for one host alone.
  ///
  /// @param connection with its address and its longest times
  /// @param body sent by `POST` alone
  /// @throws IOException if there is no answer
  public static HttpAnswer to(
      HttpURLConnection connection, String method, Map<String, List<String>> headers, String body)
      throws IOException {
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    headers.forEach((name, values) -> connection.setRequestProperty(name, values.getFirst()));
    if (method.equals("POST")) {
      byte[] sent = body.getBytes(UTF_8);
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(sent.length);
      try (var out = connection.getOutputStream()) {
        out.write(sent);
      }
    }
    int status = connection.getResponseCode();
    @Nullable InputStream stream =
        status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (stream == null) {
      return new HttpAnswer(connection, status, new byte[0]);
    }
    try (stream) {
      return new HttpAnswer(connection, status, stream.readAllBytes());
    }
  }

  public int status() {
    return status;
  }

  /// The body as bytes.
  public byte[] content() {
    return content.clone();
  }

  /// The body as text.
  public String text() {
    return new String(content, UTF_8);
  }

  /// The value of a header; empty if the answer does not have it.
  public Optional<String> header(String name) {
    return Optional.ofNullable(connection.getHeaderField(name));
  }
}
