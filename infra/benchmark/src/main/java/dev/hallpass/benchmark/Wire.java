package dev.hallpass.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.handlers.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The emulated AWS over TLS, for functions in processes of their own.
final class Wire implements AutoCloseable {

  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/]+)/[0-9]+/([^/]+)/([^/]+)/aws4_request");

  private final HttpsServer server;
  private final Map<String, Clients> callers = new ConcurrentHashMap<>();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable RuntimeException> unanswered = new AtomicReference<>();

  /// @param certificate of 127.0.0.1
  Wire(Certificate certificate) {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free", e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// Its address, as the variable `AWS_ENDPOINT_URL` names it.
  String address() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Admits a caller.
  ///
  /// @param key the access key that its requests are signed with
  void admit(String key, Clients clients) {
    callers.put(key, clients);
  }

  /// The calls since the last time that this was asked: how often each operation was called.
  Map<String, Integer> calls() {
    Map<String, Integer> counted = new TreeMap<>(calls);
    calls.clear();
    return counted;
  }

  /// @throws IllegalStateException with the first call that could not be answered: then the figures
  ///   are those of something else
  void requireAnswers() {
    @Nullable RuntimeException missing = unanswered.get();
    if (missing != null) {
      throw new IllegalStateException("The emulated AWS could not answer a call", missing);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange);
    } catch (RuntimeException missing) {
      // Broad, because the server would keep it to itself. The function gets no answer, and the run
      // ends with this.
      unanswered.compareAndSet(null, missing);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Matcher scope = SCOPE.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!scope.find()) {
      throw new IllegalArgumentException("A request without a signature");
    }
    @Nullable String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (scope.group(3).equals("s3")) {
      // As before the first checkpoint, to those who may not list the archive.
      reply(exchange, 403, "application/xml", Form.refusal("AccessDenied", "Access Denied"));
    } else if (target == null) {
      form(exchange, scope, Form.read(body));
    } else {
      json(exchange, scope, target, Json.read(body));
    }
  }

  private void json(HttpExchange exchange, Matcher scope, String target, JsonNode request)
      throws IOException {
    int dot = target.indexOf('.');
    String operation = target.substring(dot + 1);
    AwsService<?> service = find(AwsService.JSON, target.substring(0, dot));
    try {
      SdkPojo answer = call(service, exchange, scope, operation, request);
      reply(exchange, 200, "application/x-amz-json-1.0", Fields.write(answer).toString());
    } catch (AwsServiceException refusal) {
      ObjectNode members = Fields.write(refusal);
      members.put("__type", refusal.awsErrorDetails().errorCode());
      members.put("message", refusal.awsErrorDetails().errorMessage());
      reply(exchange, refusal.statusCode(), "application/x-amz-json-1.0", members.toString());
    }
  }

  private void form(HttpExchange exchange, Matcher scope, ObjectNode request) throws IOException {
    String operation = request.path("Action").asString();
    try {
      SdkPojo answer =
          call(find(AwsService.FORM, scope.group(3)), exchange, scope, operation, request);
      reply(exchange, 200, "text/xml", Form.write(operation, answer));
    } catch (AwsServiceException refusal) {
      reply(
          exchange,
          refusal.statusCode(),
          "text/xml",
          Form.refusal(
              refusal.awsErrorDetails().errorCode(), refusal.awsErrorDetails().errorMessage()));
    }
  }

  private static AwsService<?> find(Map<String, AwsService<?>> services, String name) {
    @Nullable AwsService<?> service = services.get(name);
    if (service == null) {
      throw new UnsupportedOperationException("The service %s is not on the wire".formatted(name));
    }
    return service;
  }

  private SdkPojo call(
      AwsService<?> service,
      HttpExchange exchange,
      Matcher scope,
      String operation,
      JsonNode request) {
    calls.merge(service.model() + ":" + operation, 1, Integer::sum);
    @Nullable Clients known = callers.get(scope.group(1));
    return service.answer(
        known == null
            ? session(service, scope.group(1), exchange)
            : service.of().apply(known, scope.group(2)),
        operation,
        request);
  }

  private SdkClient session(AwsService<?> service, String key, HttpExchange exchange) {
    String token = exchange.getRequestHeaders().getFirst("X-Amz-Security-Token");
    return service.ofSession(
        callers.values().iterator().next(), AwsSessionCredentials.create(key, "secret", token));
  }

  private static void reply(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("x-amzn-RequestId", "benchmark");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
