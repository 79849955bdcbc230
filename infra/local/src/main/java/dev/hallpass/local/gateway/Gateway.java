package dev.hallpass.local.gateway;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.emulator.region.ApiRoute;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.local.gateway.GatewayRoutes.Found;
import dev.hallpass.local.gateway.GatewayRoutes.NoSuchMethod;
import dev.hallpass.local.gateway.GatewayRoutes.NoSuchPath;
import dev.hallpass.local.gateway.Signatures.Refused;
import dev.hallpass.local.gateway.Signatures.SignedBy;
import dev.hallpass.local.web.HttpReply;
import dev.hallpass.local.web.RefusedRequest;
import dev.hallpass.local.web.Request;
import dev.hallpass.local.web.Site;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A REST API of API Gateway: it finds the route, checks the signature and calls the function.
public final class Gateway implements Site {

  // API Gateway's longest integration time-out (source: API Gateway quotas).
  private static final Duration TIMEOUT = Duration.ofSeconds(29);
  private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

  private final GatewayRoutes routes;
  private final Signatures signatures;
  private final Function<ApiRoute, RequestStreamHandler> functions;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ProxyEvents events = new ProxyEvents();
  private final ProxyAnswers answers = new ProxyAnswers();

  /// @param stack the stack with the API
  /// @param functions the function behind a route
  /// @param random the source of request ids
  public Gateway(
      Stack stack,
      Signatures signatures,
      Function<ApiRoute, RequestStreamHandler> functions,
      InstantSource clock,
      RandomGenerator random) {
    routes = new GatewayRoutes(ApiRoute.of(stack));
    this.signatures = signatures;
    this.functions = functions;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public HttpReply answer(Request request) {
    return switch (routes.match(request.method(), request.path())) {
      case NoSuchPath _ -> RefusedRequest.NO_SUCH_ROUTE.answer();
      case NoSuchMethod(var allowed) ->
          RefusedRequest.METHOD_NOT_ALLOWED.answer().with("Allow", String.join(", ", allowed));
      case Found found when !found.route().signed() -> invoke(request, found, Optional.empty());
      case Found found ->
          switch (signatures.check(request)) {
            case SignedBy(var person) -> invoke(request, found, Optional.of(person));
            case Refused(var problem) -> problem.answer();
          };
    };
  }

  private HttpReply invoke(Request request, Found found, Optional<LocalPerson> caller) {
    Instant now = clock.instant();
    String requestId = new UUID(random.nextLong(), random.nextLong()).toString();
    byte[] event = events.event(request, found, caller, requestId, now);
    Invocation invocation =
        new Invocation(found.route().handler(), requestId, now.plus(TIMEOUT), clock);
    FutureTask<byte[]> call = new FutureTask<>(() -> output(found.route(), event, invocation));
    call.run();
    if (call.state() != Future.State.SUCCESS) {
      LOG.log(System.Logger.Level.ERROR, "No answer to " + request, call.exceptionNow());
      return RefusedRequest.BAD_GATEWAY.answer();
    }
    return answers.answer(call.resultNow()).orElseGet(RefusedRequest.BAD_GATEWAY::answer);
  }

  private byte[] output(ApiRoute route, byte[] event, Invocation invocation) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    functions.apply(route).handleRequest(new ByteArrayInputStream(event), output, invocation);
    return output.toByteArray();
  }
}
