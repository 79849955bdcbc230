package dev.hallpass.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The interface through which Lambda gives one event to a process and takes its answer.
///
/// Source: the Lambda runtime API, version 2018-06-01.
final class RuntimeApi implements AutoCloseable {

  private static final String ROOT = "/2018-06-01/runtime/";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpServer server;
  private final byte[] event;
  private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

  /// @param event the event of the one invocation
  RuntimeApi(byte[] event) {
    this.event = event;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free", e);
    }
    server.createContext(ROOT, this::serve);
    server.start();
  }

  /// Its address, as the variable `AWS_LAMBDA_RUNTIME_API` names it.
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Waits for the answer.
  ///
  /// @throws IllegalStateException if the function failed, or did not answer within a minute
  byte[] await() {
    try {
      return answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The function failed: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The function did not answer within " + TIMEOUT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a function", e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (path.equals(ROOT + "invocation/next")) {
      next(exchange);
    } else if (path.endsWith("/response")) {
      accepted(exchange);
      answer.complete(body);
    } else {
      accepted(exchange);
      answer.completeExceptionally(new IllegalStateException(new String(body, UTF_8)));
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    if (answer.isDone()) {
      // There is no second event: the process waits until it is stopped.
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", "00000000-0000-4000-8000-000000000001");
    headers.set(
        "Lambda-Runtime-Deadline-Ms", Long.toString(Instant.now().plus(TIMEOUT).toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:f");
    headers.set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
    exchange.close();
  }

  private static void accepted(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(202, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
