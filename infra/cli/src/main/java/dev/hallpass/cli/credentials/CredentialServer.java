package dev.hallpass.cli.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.loopback.LoopbackServer;
import dev.hallpass.cli.loopback.Secret;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// A server on 127.0.0.1 that gives credentials to programs of this machine which know its token
/// (source: AWS SDKs and Tools Reference Guide, "Container credential provider").
public final class CredentialServer implements AutoCloseable {

  private static final String PATH = "/credentials";

  private final LoopbackServer server;
  private final Supplier<String> credentials;
  private final Secret token = Secret.random();

  /// @param port the port; 0 for any that is free
  /// @param credentials in the form of `credential_process`, good at each time
  /// @throws Stopped if the port is taken
  public CredentialServer(int port, Supplier<String> credentials) {
    this.credentials = credentials;
    server = new LoopbackServer(port, this::answer);
  }

  /// Where it is.
  public URI address() {
    return URI.create("http://" + server.authority() + PATH);
  }

  /// What a call must have in its header `Authorization`.
  public String token() {
    return token.text();
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      if (!isOurs(call)) {
        send(call, 403, message("The token or the host is not the one of this server."));
      } else if (!call.getRequestMethod().equals("GET")
          || !call.getRequestURI().getPath().equals(PATH)) {
        send(call, 404, message("Only GET %s is here.".formatted(PATH)));
      } else {
        sendCredentials(call);
      }
    }
  }

  /// A page in a browser can call this server, but neither knows the token nor sends this host.
  private boolean isOurs(HttpExchange call) {
    String given =
        Optional.ofNullable(call.getRequestHeaders().getFirst("Authorization")).orElse("");
    return token.is(given) && server.authority().equals(call.getRequestHeaders().getFirst("Host"));
  }

  private void sendCredentials(HttpExchange call) throws IOException {
    try {
      JsonNode set = Json.read(credentials.get());
      send(
          call,
          200,
          Json.object()
              .put("AccessKeyId", set.required("AccessKeyId").asString())
              .put("SecretAccessKey", set.required("SecretAccessKey").asString())
              .put("Token", set.required("SessionToken").asString())
              .put("Expiration", set.required("Expiration").asString()));
    } catch (Stopped e) {
      send(call, e.exit() == ExitCode.DENIED ? 403 : 503, message(e.says()));
    } catch (NotReached | Refused e) {
      send(call, 503, message(String.valueOf(e.getMessage())));
    }
  }

  private static JsonNode message(String says) {
    return Json.object().put("Message", says);
  }

  private static void send(HttpExchange call, int status, JsonNode body) throws IOException {
    byte[] bytes = Json.text(body).getBytes(UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.getResponseHeaders().set("Cache-Control", "no-store");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
  }

  /// Stops to answer.
  @Override
  public void close() {
    server.close();
  }
}
