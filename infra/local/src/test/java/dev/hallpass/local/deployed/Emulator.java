package dev.hallpass.local.deployed;

import dev.hallpass.local.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;

/// An emulator of AWS: LocalStack in a container, or whatever answers at an address.
final class Emulator implements AutoCloseable {

  /// The last that needs no account.
  static final String IMAGE = "localstack/localstack:4.14.0";

  private final Optional<LocalStackContainer> container;
  private final URI endpoint;

  private Emulator(Optional<LocalStackContainer> container, URI endpoint) {
    this.container = container;
    this.endpoint = endpoint;
  }

  /// The one at `-Dendpoint=`, or a new one.
  ///
  /// @throws Refused if there is neither an address nor Docker
  static Emulator find() {
    @Nullable String given = System.getProperty("endpoint");
    if (given != null && !given.isBlank()) {
      Gap.OTHER_PROCESSOR.print("that is the emulator's own affair here");
      return new Emulator(Optional.empty(), answering(URI.create(given)));
    }
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new Refused(
          "Docker does not answer. Start it, or name an emulator that runs already:"
              + " mvn verify -Plocalstack -Dendpoint=http://localhost:4566");
    }
    LocalStackContainer container = container();
    container.start();
    Gap.OTHER_PROCESSOR.print();
    return new Emulator(Optional.of(container), container.getEndpoint());
  }

  private static URI answering(URI endpoint) {
    try {
      new ApiClient(endpoint, InstantSource.system()).send("GET", "/", Map.of(), "");
      return endpoint;
    } catch (UncheckedIOException _) {
      throw new Refused("Nothing answers at %s, which -Dendpoint= names.".formatted(endpoint));
    }
  }

  private static LocalStackContainer container() {
    LocalStackContainer container = new LocalStackContainer(IMAGE);
    container
        .withEnv("LAMBDA_IGNORE_ARCHITECTURE", "1")
        // Fourteen functions of Java start at about the same time, on one laptop.
        .withEnv("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "120");
    return container;
  }

  URI endpoint() {
    return endpoint;
  }

  /// The resource types that this emulator's CloudFormation knows, if it is one that passes over
  /// the others in silence.
  Optional<Set<String>> types() {
    int status =
        new ApiClient(endpoint, InstantSource.system())
            .send("GET", "/_localstack/info", Map.of(), "")
            .statusCode();
    return status == 200 ? Optional.of(localStackTypes()) : Optional.empty();
  }

  /// Source: the resource providers of LocalStack 4.14.0.
  static Set<String> localStackTypes() {
    try (@Nullable InputStream types =
        Emulator.class.getResourceAsStream("/localstack-types.txt")) {
      if (types == null) {
        throw new IllegalStateException("localstack-types.txt is not in the classpath");
      }
      return Set.of(new String(types.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("localstack-types.txt cannot be read", e);
    }
  }

  @Override
  public void close() {
    container.ifPresent(LocalStackContainer::close);
  }
}
