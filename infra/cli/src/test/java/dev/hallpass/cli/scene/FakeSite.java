package dev.hallpass.cli.scene;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A site on 127.0.0.1 that answers each call by a function, with the headers that it is told to.
public final class FakeSite implements AutoCloseable {

  /// The header of an answer whose body has a byte for each character.
  public static final String BYTES = "Content-Type: application/octet-stream";

  /// A call.
  ///
  /// @param line the method, the path and the version
  public record Asked(String line, List<String> headers, String body) {}

  /// An answer.
  ///
  /// @param headers its headers beside those of its length
  public record Answer(int status, List<String> headers, String body) {}

  private final ServerSocket socket;
  private final Function<Asked, Answer> answers;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  public FakeSite(Function<Asked, Answer> answers) {
    this.answers = answers;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        answer(caller);
      } catch (IOException _) {
        // Closed, or the caller has gone.
      }
    }
  }

  private void answer(Socket caller) throws IOException {
    InputStream in = new BufferedInputStream(caller.getInputStream());
    String line = line(in);
    List<String> headers = new CopyOnWriteArrayList<>();
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      headers.add(header);
      if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
        length = Integer.parseInt(header.substring("content-length: ".length()));
      }
    }
    Asked call = new Asked(line, headers, new String(in.readNBytes(length), UTF_8));
    asked.add(call);
    Answer answer = answers.apply(call);
    byte[] body = answer.body().getBytes(answer.headers().contains(BYTES) ? ISO_8859_1 : UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 %d X\r\n".formatted(answer.status()));
    answer.headers().forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(body.length));
    caller.getOutputStream().write(head.toString().getBytes(US_ASCII));
    caller.getOutputStream().write(body);
    caller.getOutputStream().flush();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
      line.append((char) letter);
    }
    return line.toString().stripTrailing();
  }

  /// The calls so far.
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /// Its own address.
  public URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /// Its own address for an address that it stands for.
  URI in(URI there) {
    String query = there.getRawQuery() == null ? "" : "?" + there.getRawQuery();
    return URI.create(address() + there.getRawPath() + query);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
