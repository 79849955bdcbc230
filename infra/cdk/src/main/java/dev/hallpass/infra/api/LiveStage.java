package dev.hallpass.infra.api;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodDeploymentOptions;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.logs.ILogGroup;

/// The stage that people call, with its limits and its log.
final class LiveStage {

  static final String NAME = "live";

  /// The log has the route of each call, and never the address, because the query string has the
  /// link of a decision page. For the same reason there is no execution log and no trace: both
  /// would have the whole address.
  private static final String KEPT_OF_A_CALL =
      """
      {"request":"$context.requestId","at":"$context.requestTime","from":"$context.identity.sourceIp",\
      "caller":"$context.identity.userArn","method":"$context.httpMethod",\
      "route":"$context.resourcePath","status":"$context.status",\
      "milliseconds":"$context.responseLatency","error":"$context.error.responseType"}\
      """;

  private LiveStage() {}

  static StageOptions options(List<ApiOperation> routes, List<Handler> handlers, ILogGroup log) {
    return StageOptions.builder()
        .stageName(NAME)
        .throttlingRateLimit(20)
        .throttlingBurstLimit(40)
        .methodOptions(tighter(routes))
        .variables(functions(handlers))
        .accessLogDestination(new LogGroupLogDestination(log))
        .accessLogFormat(AccessLogFormat.custom(KEPT_OF_A_CALL))
        .build();
  }

  /// The functions behind the routes, by name.
  private static Map<String, String> functions(List<Handler> handlers) {
    Map<String, String> functions = new TreeMap<>();
    handlers.forEach(handler -> functions.put(handler.name(), handler.liveName()));
    return functions;
  }

  /// Fewer calls a second for routes that everybody can call, and for routes that send mails.
  private static Map<String, MethodDeploymentOptions> tighter(List<ApiOperation> routes) {
    var limits =
        MethodDeploymentOptions.builder().throttlingRateLimit(5).throttlingBurstLimit(10).build();
    Map<String, MethodDeploymentOptions> tighter = new TreeMap<>();
    routes.stream()
        .filter(route -> !route.signed() || route.function().equals("Requests"))
        .forEach(route -> tighter.put(route.path() + "/" + route.verb(), limits));
    return tighter;
  }
}
