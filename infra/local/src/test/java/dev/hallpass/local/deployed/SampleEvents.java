package dev.hallpass.local.deployed;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.region.ApiRoute;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.gateway.GatewayRoutes;
import dev.hallpass.local.gateway.GatewayRoutes.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// The events that API Gateway would send, made from the samples in `events/http`.
final class SampleEvents {

  private static final Path FOLDER = Path.of("../../events/http");

  private final GatewayRoutes routes;

  /// @param synthesized the folder of the synthesized stacks
  SampleEvents(Path synthesized) {
    routes = new GatewayRoutes(ApiRoute.of(Assembly.read(synthesized).hub()));
  }

  /// The operation behind a request.
  Found route(String method, String path) {
    return routes.match(method, path).orElseThrow();
  }

  /// The event of a request.
  ///
  /// @param userArn who signed it
  String event(Found found, String path, String userArn, String body) {
    ObjectNode event = sample(found.route().operation());
    event.put("path", path);
    found.parameters().forEach(event.withObject("pathParameters")::put);
    event.withObject("requestContext").withObject("identity").put("userArn", userArn);
    event.withObject("headers").remove("Idempotency-Key");
    event.put("body", body.isEmpty() ? null : body);
    return event.toString();
  }

  private ObjectNode sample(String operation) {
    String name = operation.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    try {
      return (ObjectNode) Json.read(Files.readString(FOLDER.resolve(name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException("There is no sample of " + operation, e);
    }
  }
}
