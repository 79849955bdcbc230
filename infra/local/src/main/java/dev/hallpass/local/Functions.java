package dev.hallpass.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.states.Lambdas;
import dev.hallpass.local.gateway.Invocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The functions that the state machine calls, as Lambda would run them.
final class Functions implements Lambdas {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Map<String, RequestStreamHandler> handlers = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Functions(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes functions into service, by name.
  void deploy(Map<String, RequestStreamHandler> functions) {
    handlers.putAll(functions);
  }

  @Override
  public String invoke(String function, String payload) throws FunctionError {
    RequestStreamHandler handler =
        Optional.ofNullable(handlers.get(function))
            .orElseThrow(
                () -> FunctionError.named("Lambda.ResourceNotFoundException", "No " + function));
    var output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(payload.getBytes(UTF_8)),
          output,
          new Invocation(function, "local", clock.instant().plus(TIMEOUT), clock));
    } catch (IOException | RuntimeException failure) {
      // As Lambda does: whatever a handler throws is reported by the name of its class.
      throw FunctionError.thrown(failure.getClass().getName(), failure.getMessage());
    }
    return output.toString(UTF_8);
  }
}
