package dev.hallpass.adapters.iam;

import dev.hallpass.catalog.TargetAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The role in another account that creates and deletes session policies there, with its open
/// session. The credentials stay in memory.
public final class Provisioner {

  /// The role's name, the same in every account.
  public static final String ROLE = "hallpass-provisioner";

  // The shortest session of STS.
  private static final Duration LIFE = Duration.ofMinutes(15);
  // Longer than a call with its retries, and longer than the difference of clocks.
  private static final Duration RESERVE = Duration.ofMinutes(2);

  private final TargetAccount account;
  private final String role;
  private final String session;
  private final StsClient sts;
  private final InstantSource clock;
  private final Function<AwsSessionCredentials, IamClient> clients;
  private Optional<Open> open = Optional.empty();

  /// @param partition `aws` or another of AWS's partitions
  /// @param session the name of its sessions, which shows the caller in the account's records
  /// @param clients makes a client of IAM from credentials
  public Provisioner(
      TargetAccount account,
      String partition,
      String session,
      StsClient sts,
      InstantSource clock,
      Function<AwsSessionCredentials, IamClient> clients) {
    this.account = account;
    this.role = "arn:%s:iam::%s:role/%s".formatted(partition, account.id(), ROLE);
    this.session = session;
    this.sts = sts;
    this.clock = clock;
    this.clients = clients;
  }

  /// A client of the account's IAM whose credentials last for one call.
  IamClient iam() {
    return open().iam();
  }

  /// The credentials of its session, which last for one call.
  AwsSessionCredentials session() {
    return open().credentials();
  }

  private synchronized Open open() {
    Instant needed = clock.instant().plus(RESERVE);
    Open current = open.filter(one -> needed.isBefore(one.until())).orElseGet(this::assume);
    open = Optional.of(current);
    return current;
  }

  private Open assume() {
    Credentials credentials =
        sts.assumeRole(request ->
                request
                    .roleArn(role)
                    .externalId(account.externalId())
                    .roleSessionName(session)
                    .durationSeconds(Math.toIntExact(LIFE.toSeconds())))
            .credentials();
    AwsSessionCredentials session =
        AwsSessionCredentials.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    return new Open(session, clients.apply(session), credentials.expiration());
  }

  /// A session with its end.
  private record Open(AwsSessionCredentials credentials, IamClient iam, Instant until) {

    /// Shows no key, which must not reach a log.
    @Override
    public String toString() {
      return "Open[…, until=" + until + "]";
    }
  }
}
