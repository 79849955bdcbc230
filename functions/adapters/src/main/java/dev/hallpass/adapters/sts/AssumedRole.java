package dev.hallpass.adapters.sts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// A role in any account with its open session. The credentials stay in memory.
///
/// @param <C> a client with the role's permissions
public final class AssumedRole<C> {

  // The shortest session of STS.
  private static final Duration LIFE = Duration.ofMinutes(15);
  // Longer than a call with its retries, and longer than the difference of clocks.
  private static final Duration RESERVE = Duration.ofMinutes(2);

  private final String arn;
  private final String externalId;
  private final String session;
  private final Supplier<StsClient> sts;
  private final InstantSource clock;
  private final Function<AwsSessionCredentials, C> clients;
  private Optional<Open<C>> open = Optional.empty();

  /// @param session the name of its sessions, which shows the caller in the account's records
  /// @param clients makes a client from credentials
  public AssumedRole(
      String arn,
      String externalId,
      String session,
      Supplier<StsClient> sts,
      InstantSource clock,
      Function<AwsSessionCredentials, C> clients) {
    this.arn = arn;
    this.externalId = externalId;
    this.session = session;
    this.sts = sts;
    this.clock = clock;
    this.clients = clients;
  }

  /// A client whose credentials last for one call.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException if the role cannot be assumed
  public C client() {
    return open().client();
  }

  /// The credentials of its session, which last for one call.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException if the role cannot be assumed
  public AwsSessionCredentials session() {
    return open().credentials();
  }

  private synchronized Open<C> open() {
    Instant needed = clock.instant().plus(RESERVE);
    Open<C> current = open.filter(one -> needed.isBefore(one.until())).orElseGet(this::assume);
    open = Optional.of(current);
    return current;
  }

  private Open<C> assume() {
    Credentials credentials =
        sts.get()
            .assumeRole(request ->
                request
                    .roleArn(arn)
                    .externalId(externalId)
                    .roleSessionName(session)
                    .durationSeconds(Math.toIntExact(LIFE.toSeconds())))
            .credentials();
    AwsSessionCredentials session =
        AwsSessionCredentials.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    return new Open<>(session, clients.apply(session), credentials.expiration());
  }

  /// A session with its end.
  private record Open<C>(AwsSessionCredentials credentials, C client, Instant until) {

    /// Shows no key, which must not reach a log.
    @Override
    public String toString() {
      return "Open[…, until=" + until + "]";
    }
  }
}
