package dev.hallpass.local.gateway;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hallpass.emulator.region.ApiRoute;
import dev.hallpass.local.gateway.GatewayResponses.ResponseType;
import dev.hallpass.local.web.Request;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks requests before their function sees them (source: API Gateway Developer Guide, "Request
/// validation for REST APIs").
final class RequestValidator {

  // API Gateway reads schemas as draft 4.
  private final SchemaRegistry drafts =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);

  /// Why a request is refused; empty if it is not.
  Optional<ResponseType> refusal(ApiRoute route, Request request) {
    if (!route.query().stream().allMatch(name -> request.parameter(name).isPresent())) {
      return Optional.of(ResponseType.BAD_REQUEST_PARAMETERS);
    }
    return route
        .body()
        .filter(schema -> isJson(request) && !accepts(schema, request))
        .map(_ -> ResponseType.BAD_REQUEST_BODY);
  }

  /// A body without a type counts as JSON, and one of another type is not checked.
  private static boolean isJson(Request request) {
    String type = request.header("Content-Type").orElse("application/json");
    return type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }

  private boolean accepts(JsonNode schema, Request request) {
    try {
      JsonNode body = JsonMapper.shared().readTree(request.body().asByteArrayUnsafe());
      return drafts.getSchema(schema).validate(body).isEmpty();
    } catch (JacksonException _) {
      return false;
    }
  }
}
