package dev.hallpass.local.gateway;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.emulator.region.ApiRoute;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.local.gateway.GatewayResponses.ResponseType;
import dev.hallpass.local.gateway.GatewayRoutes.Found;
import dev.hallpass.local.gateway.Signatures.Refused;
import dev.hallpass.local.gateway.Signatures.SignedBy;
import dev.hallpass.local.web.HttpReply;
import dev.hallpass.local.web.LocalServer;
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

/// A REST API of API Gateway behind its firewall: it finds the route, checks the signature and the
/// request, and calls the function.
public final class Gateway implements Site {

  // API Gateway's longest integration time-out (source: API Gateway quotas).
  private static final Duration TIMEOUT = Duration.ofSeconds(29);
  private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

  private final Firewall firewall;
  private final GatewayRoutes routes;
  private final GatewayResponses responses;
  private final Signatures signatures;
  private final RequestValidator validator = new RequestValidator();
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
      LocalPeople people,
      Function<ApiRoute, RequestStreamHandler> functions,
      InstantSource clock,
      RandomGenerator random) {
    firewall = new Firewall(stack);
    routes = new GatewayRoutes(ApiRoute.of(stack));
    responses = new GatewayResponses(stack);
    signatures = new Signatures(people, stack.place().region(), clock);
    this.functions = functions;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public HttpReply answer(Request request) {
    if (request.body().asByteArrayUnsafe().length > LocalServer.MAX_BODY) {
      return responses.answer(ResponseType.REQUEST_TOO_LARGE, request);
    }
    return firewall.refusal(request).orElseGet(() -> routed(request));
  }

  private HttpReply routed(Request request) {
    return routes
        .match(request.method(), request.path())
        .map(found -> answer(request, found))
        .orElseGet(() -> responses.answer(ResponseType.MISSING_AUTHENTICATION_TOKEN, request));
  }

  private HttpReply answer(Request request, Found found) {
    if (!found.route().signed()) {
      return invoke(request, found, Optional.empty());
    }
    return switch (signatures.check(request)) {
      case SignedBy(var person) -> invoke(request, found, Optional.of(person));
      case Refused(var type, var reason) -> {
        LOG.log(System.Logger.Level.INFO, "Refused %s: %s".formatted(request, reason));
        yield responses.answer(type, request);
      }
    };
  }

  private HttpReply invoke(Request request, Found found, Optional<LocalPerson> caller) {
    Optional<ResponseType> refusal = validator.refusal(found.route(), request);
    if (refusal.isPresent()) {
      return responses.answer(refusal.get(), request);
    }
    Instant now = clock.instant();
    String requestId = new UUID(random.nextLong(), random.nextLong()).toString();
    byte[] event = events.event(request, found, caller, requestId, now);
    Invocation invocation =
        new Invocation(found.route().handler(), requestId, now.plus(TIMEOUT), clock);
    FutureTask<byte[]> call = new FutureTask<>(() -> output(found.route(), event, invocation));
    call.run();
    if (call.state() != Future.State.SUCCESS) {
      LOG.log(System.Logger.Level.ERROR, "No answer to " + request, call.exceptionNow());
      return responses.answer(ResponseType.INTEGRATION_FAILURE, request);
    }
    return answers
        .answer(call.resultNow())
        .orElseGet(() -> responses.answer(ResponseType.INTEGRATION_FAILURE, request));
  }

  private byte[] output(ApiRoute route, byte[] event, Invocation invocation) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    functions.apply(route).handleRequest(new ByteArrayInputStream(event), output, invocation);
    return output.toByteArray();
  }
}
