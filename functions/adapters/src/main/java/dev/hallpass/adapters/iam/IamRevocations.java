package dev.hallpass.adapters.iam;

import dev.hallpass.grant.GrantId;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.Revocations;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.workflow.OutcomeUnknown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/// Revocations as inline policies of the entitlements' roles. Each grant's is a policy of its own
/// at first, so that those who revoke at the same time never overwrite each other.
///
/// A role that is not there is taken for one without sessions: what a session may do is looked up
/// by its role at each request, and a role that is made anew under the same name is another to AWS
/// (source: IAM, deleting roles and unique identifiers).
public final class IamRevocations implements Revocations {

  private static final String PATH = "/hallpass/";

  private final IamAccounts accounts;
  private final Map<RoleArn, Set<GrantId>> shown = new ConcurrentHashMap<>();

  public IamRevocations(IamAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public boolean revoke(RoleArn role, GrantId grant) {
    try {
      return policiesOf(role).put(Revocation.of(grant));
    } catch (NoSuchEntityException _) {
      return true;
    } catch (SdkException failure) {
      throw new OutcomeUnknown("revoke the sessions of " + grant, failure);
    }
  }

  @Override
  public List<RoleArn> roles(AccountId account) {
    try {
      return accounts.of(account).listRolesPaginator(list -> list.pathPrefix(PATH)).roles().stream()
          .map(Role::arn)
          // The prefix takes in what lies deeper, and a name may be anything.
          .filter(RoleArn::isOne)
          .map(RoleArn::new)
          .toList();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("list the roles in " + account, failure);
    }
  }

  @Override
  public Set<GrantId> revoked(RoleArn role) {
    Set<GrantId> revoked = read(role);
    shown.put(role, revoked);
    return revoked;
  }

  @Override
  public boolean keep(RoleArn role, Set<GrantId> grants) {
    Set<GrantId> known = Optional.ofNullable(shown.get(role)).orElseGet(() -> read(role));
    try {
      boolean hadRoom = new Merging(policiesOf(role), grants).run(known);
      shown.remove(role);
      return hadRoom;
    } catch (NoSuchEntityException _) {
      return true;
    } catch (SdkException failure) {
      throw new OutcomeUnknown("keep the revocations on " + role, failure);
    }
  }

  private Set<GrantId> read(RoleArn role) {
    try {
      InlinePolicies policies = policiesOf(role);
      return policies.names().stream()
          .filter(name -> name.startsWith(Revocation.PREFIX))
          .flatMap(name ->
              policies.document(name).map(document -> Revocation.found(name, document)).stream())
          .flatMap(revocation -> revocation.grants().stream())
          .collect(Collectors.toUnmodifiableSet());
    } catch (NoSuchEntityException _) {
      return Set.of();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the revocations on " + role, failure);
    }
  }

  private InlinePolicies policiesOf(RoleArn role) {
    return new InlinePolicies(accounts.of(role.account()), role);
  }
}
