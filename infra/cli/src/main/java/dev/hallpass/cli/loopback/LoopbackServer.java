package dev.hallpass.cli.loopback;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server on 127.0.0.1. Programs of other machines do not reach it.
public final class LoopbackServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// Starts it.
  ///
  /// @param port the port; 0 for any that is free
  /// @param handler answers each call
  /// @throws Stopped if the port is taken
  public LoopbackServer(int port, HttpHandler handler) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.FAILED,
          "Cannot listen on port %d: %s. Choose another by --port, or leave it out."
              .formatted(port, e.getMessage()));
    }
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
  }

  /// Its port.
  public int port() {
    return server.getAddress().getPort();
  }

  /// The host and the port, as an honest caller names them in the header `Host`.
  public String authority() {
    return "127.0.0.1:" + port();
  }

  /// Stops to answer.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
