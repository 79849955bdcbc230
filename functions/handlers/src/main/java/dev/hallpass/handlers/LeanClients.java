package dev.hallpass.handlers;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/// The SDK's clients without a search for credentials, profiles, regions and HTTP clients, because
/// each search slows a cold start.
final class LeanClients implements Clients {

  private record Key(Class<?> service, Optional<String> region) {}

  private final Variables variables;

  // Several parts of a function use the same client.
  private final Map<Key, Object> own = new HashMap<>();

  private final Once<SdkHttpClient> http = new Once<>(LeanClients::overTls);

  /// @param variables the variables with the region and the credentials
  LeanClients(Variables variables) {
    this.variables = variables;
  }

  @Override
  public synchronized <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      Class<C> service, Supplier<B> builder, Target target) {
    if (target.session().isPresent()) {
      return build(builder.get(), target);
    }
    return service.cast(
        own.computeIfAbsent(new Key(service, target.region()), _ -> build(builder.get(), target)));
  }

  @Override
  public SdkHttpClient http() {
    return http.get();
  }

  /// One for all clients, in native code: Java's own TLS takes longer to load.
  private static SdkHttpClient overTls() {
    return AwsCrtHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(2))
        // A silent peer is given up: API Gateway waits 29 s for the whole call.
        .connectionHealthConfiguration(health ->
            health.minimumThroughputInBps(1L).minimumThroughputTimeout(Duration.ofSeconds(10)))
        // Lambda stops between calls, and AWS closes what it finds idle.
        .connectionMaxIdleTime(Duration.ofSeconds(5))
        // As Java's own TLS: the JVM's properties say who is trusted, if they are set.
        .useTrustStoreSystemProperties(true)
        .build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Target target) {
    return builder
        .httpClient(http.get())
        .region(Region.of(target.region().orElse(variables.get("AWS_REGION"))))
        .credentialsProvider(
            StaticCredentialsProvider.create(target.session().orElseGet(this::role)))
        .overrideConfiguration(
            configuration -> configuration.defaultProfileFile(ProfileFile.aggregator().build()))
        .build();
  }

  /// Lambda renews these with a new environment, never within one.
  private AwsSessionCredentials role() {
    return AwsSessionCredentials.create(
        variables.get("AWS_ACCESS_KEY_ID"),
        variables.get("AWS_SECRET_ACCESS_KEY"),
        variables.get("AWS_SESSION_TOKEN"));
  }
}
