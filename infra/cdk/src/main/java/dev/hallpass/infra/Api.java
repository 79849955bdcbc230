package dev.hallpass.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.ApiDefinition;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.SpecRestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.constructs.Construct;

/// The REST API that people call: the routes of the OpenAPI document, each answered by the handler
/// of its operation's name.
final class Api extends Construct {

  private static final String STAGE = "live";

  /// What is kept of each call. The link of a decision page is in its query string, so only the
  /// route is written down, never the address.
  private static final String KEPT_OF_A_CALL =
      """
      {"request":"$context.requestId","at":"$context.requestTime","caller":"$context.identity.userArn",\
      "method":"$context.httpMethod","route":"$context.resourcePath","status":"$context.status",\
      "milliseconds":"$context.responseLatency","error":"$context.error.responseType"}\
      """;

  private final SpecRestApi api;

  /// @throws IllegalArgumentException if the operations and the handlers do not match one to one
  Api(Construct scope, Path document, List<Handler> handlers, EncryptionKey key) {
    super(scope, "Api");
    List<Route> routes = Route.in(document);
    requireOneHandlerEach(routes, handlers);
    api =
        SpecRestApi.Builder.create(this, "Hallpass")
            .apiDefinition(ApiDefinition.fromInline(new GatewayDocument(this).of(routes)))
            .endpointTypes(List.of(EndpointType.REGIONAL))
            .cloudWatchRole(false)
            .deployOptions(stage(handlers, key))
            .build();
    api.getDeploymentStage().getNode().addDependency(new GatewayLogging(this));
    handlers.forEach(handler -> answer(routes, handler));
  }

  /// Tells a function at which address people reach the API.
  void tellUrlTo(Handler handler) {
    handler.tell("PUBLIC_URL", url());
  }

  private void answer(List<Route> routes, Handler handler) {
    routes.stream()
        .filter(route -> route.operation().equals(handler.name()))
        .forEach(route -> handler.answer(arnOf(route)));
  }

  private String arnOf(Route route) {
    String path = route.path().replaceAll("\\{[^}]*}", "*");
    return api.arnForExecuteApi(route.method().toUpperCase(Locale.ROOT), path, STAGE);
  }

  /// The address of the API. Spelled out, because to ask the stage would be to wait for every handler.
  String url() {
    Stack stack = Stack.of(this);
    return "https://%s.execute-api.%s.%s/%s"
        .formatted(api.getRestApiId(), stack.getRegion(), stack.getUrlSuffix(), STAGE);
  }

  private StageOptions stage(List<Handler> handlers, EncryptionKey key) {
    Map<String, String> functions = new TreeMap<>();
    handlers.forEach(handler -> functions.put(handler.name(), handler.liveName()));
    return StageOptions.builder()
        .stageName(STAGE)
        .variables(functions)
        .throttlingRateLimit(20)
        .throttlingBurstLimit(40)
        .accessLogDestination(new LogGroupLogDestination(key.logOf(this)))
        .accessLogFormat(AccessLogFormat.custom(KEPT_OF_A_CALL))
        .build();
  }

  private static void requireOneHandlerEach(List<Route> routes, List<Handler> handlers) {
    Set<String> operations = routes.stream().map(Route::operation).collect(Collectors.toSet());
    Set<String> names = handlers.stream().map(Handler::name).collect(Collectors.toSet());
    if (!operations.equals(names) || operations.size() != routes.size()) {
      throw new IllegalArgumentException(
          "the API's operations are %s, but its handlers are %s"
              .formatted(routes.stream().map(Route::operation).sorted().toList(), names));
    }
  }
}
