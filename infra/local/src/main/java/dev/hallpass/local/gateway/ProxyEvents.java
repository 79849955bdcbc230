package dev.hallpass.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.region.ApiRoute;
import dev.hallpass.local.web.Request;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes the events that functions get from a REST API of API Gateway (source: API Gateway
/// Developer Guide, "Input format of a Lambda function for proxy integration").
final class ProxyEvents {

  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final JsonMapper json = new JsonMapper();

  /// The event of a request.
  ///
  /// @param caller empty if the route takes unsigned requests
  byte[] event(
      Request request,
      GatewayRoutes.Found found,
      Optional<LocalPerson> caller,
      String requestId,
      Instant now) {
    ObjectNode event = json.createObjectNode();
    event.put("resource", found.route().path());
    event.put("path", request.path());
    event.put("httpMethod", request.method());
    putValues(event, "headers", "multiValueHeaders", request.headers());
    putValues(event, "queryStringParameters", "multiValueQueryStringParameters", request.query());
    if (found.parameters().isEmpty()) {
      event.putNull("pathParameters");
    } else {
      found.parameters().forEach(event.putObject("pathParameters")::put);
    }
    event.putNull("stageVariables");
    putContext(event.putObject("requestContext"), request, found.route(), requestId, now);
    putIdentity(event.withObject("requestContext").putObject("identity"), request, caller);
    String body = new String(request.body().asByteArrayUnsafe(), UTF_8);
    event.put("body", body.isEmpty() ? null : body);
    event.put("isBase64Encoded", false);
    return json.writeValueAsBytes(event);
  }

  // In these events, empty members are null.
  private static void putValues(
      ObjectNode event, String single, String multi, Map<String, List<String>> values) {
    if (values.isEmpty()) {
      event.putNull(single);
      event.putNull(multi);
      return;
    }
    ObjectNode last = event.putObject(single);
    ObjectNode all = event.putObject(multi);
    values.forEach((name, several) -> {
      last.put(name, several.getLast());
      several.forEach(all.putArray(name)::add);
    });
  }

  private static void putContext(
      ObjectNode context, Request request, ApiRoute route, String requestId, Instant now) {
    context.put("accountId", LocalPerson.ACCOUNT);
    context.put("apiId", "local");
    context.put("domainName", request.uri().getHost());
    context.put("httpMethod", request.method());
    context.put("path", request.path());
    context.put("protocol", "HTTP/1.1");
    context.put("requestId", requestId);
    context.put("requestTime", REQUEST_TIME.format(now));
    context.put("requestTimeEpoch", now.toEpochMilli());
    context.put("resourcePath", route.path());
    context.put("stage", "local");
  }

  private static void putIdentity(
      ObjectNode identity, Request request, Optional<LocalPerson> caller) {
    identity.put("sourceIp", request.sourceIp());
    identity.put("userAgent", request.header("User-Agent").orElse(null));
    identity.put("userArn", caller.map(LocalPerson::userArn).orElse(null));
    identity.put("accessKey", caller.map(LocalPerson::accessKeyId).orElse(null));
    identity.put("accountId", caller.map(_ -> LocalPerson.ACCOUNT).orElse(null));
  }
}
