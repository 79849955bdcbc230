package dev.hallpass.adapters.iam;

import dev.hallpass.identity.AccountId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.IamClient;

/// The IAM of every account that grants open access in: the hub's own, and each other's through the
/// provisioner role there.
public final class IamAccounts {

  private final AccountId hub;
  private final IamClient own;
  private final Function<AccountId, Provisioner> provisioners;
  private final Map<AccountId, Provisioner> met = new ConcurrentHashMap<>();

  /// @param hub the account that the caller itself is in
  /// @param provisioners asked once for each other account, when it is first met: what a function
  ///   never meets it need not load
  public IamAccounts(AccountId hub, IamClient own, Function<AccountId, Provisioner> provisioners) {
    this.hub = hub;
    this.own = own;
    this.provisioners = provisioners;
  }

  /// A client of an account's IAM, good for the next call.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException if the provisioner role could not
  ///   be assumed
  /// @throws dev.hallpass.port.OutcomeUnknown if the account is none that can be reached
  IamClient of(AccountId account) {
    return account.equals(hub) ? own : met.computeIfAbsent(account, provisioners).iam();
  }
}
