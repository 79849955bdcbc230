package dev.hallpass.adapters.iam;

import dev.hallpass.adapters.sts.AssumedRole;
import dev.hallpass.catalog.TargetAccount;
import java.time.InstantSource;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The role in another account that creates and deletes session policies there, with its open
/// session. The credentials stay in memory.
public final class Provisioner {

  /// The role's name, the same in every account.
  public static final String ROLE = "hallpass-provisioner";

  private final AssumedRole<IamClient> role;

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
    this.role =
        new AssumedRole<>(
            "arn:%s:iam::%s:role/%s".formatted(partition, account.id(), ROLE),
            account.externalId(),
            session,
            () -> sts,
            clock,
            clients);
  }

  /// A client of the account's IAM whose credentials last for one call.
  IamClient iam() {
    return role.client();
  }

  /// The credentials of its session, which last for one call.
  AwsSessionCredentials session() {
    return role.session();
  }
}
