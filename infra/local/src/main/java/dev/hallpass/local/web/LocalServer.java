package dev.hallpass.local.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.core.SdkBytes;

/// A web server on 127.0.0.1, which no other machine can reach.
public final class LocalServer implements AutoCloseable {

  /// The largest body that API Gateway takes, in bytes (source: API Gateway quotas, payload size).
  /// Of a larger one, sites see one byte more.
  public static final int MAX_BODY = 10 * 1024 * 1024;

  private static final System.Logger LOG = System.getLogger(LocalServer.class.getName());
  private static final int THREADS = 8;

  static {
    // Otherwise an answer longer than one buffer would wait 40 ms for the reader to confirm its
    // beginning. The server reads this property when it is loaded, and has no other setting for it.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private LocalServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
  }

  /// Takes a port. It answers nothing yet.
  ///
  /// @param port 0 for any free port
  /// @throws PortInUse if another program has the port
  public static LocalServer bind(int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try {
      return new LocalServer(HttpServer.create(new InetSocketAddress(loopback, port), 0));
    } catch (BindException e) {
      throw new PortInUse(port, e);
    }
  }

  /// Adds a site for everything below a path, unless another site has a longer path.
  ///
  /// @param path a path that begins with a slash
  public void serve(String path, Site site) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            send(exchange, answer(exchange, site));
          }
        });
  }

  /// Starts to answer.
  public void start() {
    server.start();
  }

  /// The server's address, without a slash at the end.
  public URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// Frees the port, after at most a second for open answers.
  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private HttpReply answer(HttpExchange exchange, Site site) throws IOException {
    Optional<String> authority = authority(exchange);
    if (authority.isEmpty()) {
      return refusal(403, "Use the address that Hallpass printed at the start, also as Host.");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    return answer(request(exchange, authority.get(), body), site);
  }

  private static HttpReply answer(Request request, Site site) {
    FutureTask<HttpReply> task = new FutureTask<>(() -> site.answer(request));
    task.run();
    if (task.state() == Future.State.SUCCESS) {
      return task.resultNow();
    }
    LOG.log(System.Logger.Level.ERROR, "No answer to " + request, task.exceptionNow());
    return refusal(502, "Nothing answers. Read the log in the terminal where Hallpass runs.");
  }

  private static HttpReply refusal(int status, String text) {
    return HttpReply.text(status, "text/plain; charset=utf-8", text + "\n");
  }

  // A foreign page whose name was made to point to this machine (DNS rebinding) sends the foreign
  // host's name.
  private Optional<String> authority(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
        .filter(host -> host.equals("127.0.0.1:" + port()) || host.equals("localhost:" + port()));
  }

  private static Request request(HttpExchange exchange, String authority, byte[] body) {
    URI target = exchange.getRequestURI();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        URI.create("http://" + authority + target.getRawPath() + query),
        exchange.getRequestHeaders(),
        SdkBytes.fromByteArray(body),
        exchange.getRemoteAddress().getAddress().getHostAddress());
  }

  private static void send(HttpExchange exchange, HttpReply answer) throws IOException {
    answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
    byte[] body = answer.body().asByteArrayUnsafe();
    boolean bare = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(answer.status(), bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }
}
