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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Runs the code of the functions as Lambda does: each function is created at its first call and
/// kept.
final class Functions implements Lambdas {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Map<String, Supplier<RequestStreamHandler>> deployed = new ConcurrentHashMap<>();
  private final Map<String, RequestStreamHandler> running = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Functions(InstantSource clock) {
    this.clock = clock;
  }

  /// Adds the code of a function.
  ///
  /// @param name the name of its class
  void deploy(String name, Supplier<RequestStreamHandler> handler) {
    deployed.put(name, handler);
  }

  /// Wraps the code of a function.
  ///
  /// @param simpleName the simple name of its class
  void surround(String simpleName, UnaryOperator<RequestStreamHandler> other) {
    deployed.replaceAll((name, handler) ->
        name.endsWith("." + simpleName) ? () -> other.apply(handler.get()) : handler);
    renew();
  }

  /// Makes each function start anew at its next call, as after a deployment.
  void renew() {
    running.clear();
  }

  /// The code of a class.
  ///
  /// @throws IllegalArgumentException if no function has it
  RequestStreamHandler handler(String name) {
    return running.computeIfAbsent(name, _ -> made(name));
  }

  private RequestStreamHandler made(String name) {
    return Optional.ofNullable(deployed.get(name))
        .orElseThrow(() -> new IllegalArgumentException("No function runs " + name))
        .get();
  }

  @Override
  public String invoke(String name, String payload) throws FunctionError {
    var output = new ByteArrayOutputStream();
    try {
      handler(name)
          .handleRequest(
              new ByteArrayInputStream(payload.getBytes(UTF_8)),
              output,
              new Invocation(name, "local", clock.instant().plus(TIMEOUT), clock));
    } catch (IOException | RuntimeException failure) {
      // Like Lambda, it reports an exception by the name of its class.
      throw FunctionError.thrown(failure.getClass().getName(), failure.getMessage());
    }
    return output.toString(UTF_8);
  }
}
