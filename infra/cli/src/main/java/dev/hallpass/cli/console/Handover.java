package dev.hallpass.cli.console;

import com.sun.net.httpserver.HttpExchange;
import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.loopback.LoopbackServer;
import dev.hallpass.cli.loopback.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// An address on its way to the browser of one user.
///
/// All users of a machine read the command lines of its programs. So the browser is started with a
/// page that only its user can read, and the page leads to a server that tells the address once. A
/// server alone would tell it to the quickest reader of command lines.
final class Handover implements AutoCloseable {

  private final String address;
  private final Secret secret = Secret.random();
  private final LoopbackServer server;
  private final Path path;
  private boolean isTaken;

  /// @param home the home folder: browsers in a sandbox read no hidden folder in it
  Handover(String address, Path home) {
    this.address = address;
    server = new LoopbackServer(0, this::answer);
    path = home.resolve("hallpass-%d.html".formatted(server.port()));
    new PrivateFile(path)
        .write(
            """
            <!doctype html>
            <title>Hallpass</title>
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="refresh" content="0; url=http://%s/%s">
            """
                .formatted(server.authority(), secret.text()));
  }

  /// The page to open.
  URI page() {
    return path.toUri();
  }

  /// Whether the browser has the address.
  synchronized boolean isTaken() {
    return isTaken;
  }

  private synchronized void answer(HttpExchange call) throws IOException {
    try (call) {
      boolean isOurs = secret.is(call.getRequestURI().getPath().substring(1));
      if (!isOurs || isTaken || !call.getRequestMethod().equals("GET")) {
        call.sendResponseHeaders(403, -1);
        return;
      }
      isTaken = true;
      call.getResponseHeaders().set("Location", address);
      call.getResponseHeaders().set("Cache-Control", "no-store");
      call.sendResponseHeaders(303, -1);
    }
  }

  @Override
  public void close() {
    server.close();
    new PrivateFile(path).delete();
  }
}
