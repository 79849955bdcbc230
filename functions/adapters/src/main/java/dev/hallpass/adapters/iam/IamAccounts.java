package dev.hallpass.adapters.iam;

import dev.hallpass.identity.AccountId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;

/// The IAM of all accounts in which grants open access: the hub's own, and the others' by the
/// provisioner role.
public final class IamAccounts {

  private final AccountId hub;
  private final IamClient own;
  private final Function<AccountId, Provisioner> provisioners;
  private final Map<AccountId, Provisioner> met = new ConcurrentHashMap<>();

  /// @param hub the account of the caller
  /// @param provisioners makes the provisioner of another account at its first use, so a function
  ///   loads only what it needs
  public IamAccounts(AccountId hub, IamClient own, Function<AccountId, Provisioner> provisioners) {
    this.hub = hub;
    this.own = own;
    this.provisioners = provisioners;
  }

  /// A client of an account's IAM, for the next call.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException if the provisioner role cannot be
  ///   assumed
  /// @throws dev.hallpass.port.OutcomeUnknown if Hallpass does not know the account
  IamClient of(AccountId account) {
    return account.equals(hub) ? own : provisioner(account).iam();
  }

  /// The provisioner's credentials in an account other than the hub, for the next call.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException if the provisioner role cannot be
  ///   assumed
  /// @throws dev.hallpass.port.OutcomeUnknown if Hallpass does not know such an account
  public AwsSessionCredentials session(AccountId account) {
    return provisioner(account).session();
  }

  private Provisioner provisioner(AccountId account) {
    return met.computeIfAbsent(account, provisioners);
  }
}
