package dev.hallpass.adapters.iam;

import dev.hallpass.access.SessionDenials;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/// Denials of sessions as inline policies of the entitlements' roles. Each is a policy of its own,
/// so that those who deny at the same time never overwrite each other.
///
/// A role that is not there is taken for one without sessions: what a session may do is looked up
/// by its role at each request, and a role that is made anew under the same name is another to AWS
/// (source: IAM, deleting roles and unique identifiers).
public final class IamSessionDenials implements SessionDenials {

  private static final String PATH = "/hallpass/";

  private final IamAccounts accounts;

  public IamSessionDenials(IamAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public boolean deny(RoleArn role, GrantId grant) {
    return on(
            role,
            "deny the sessions of " + grant,
            policies -> policies.put(SessionDenial.of(grant)))
        .orElse(true);
  }

  @Override
  public boolean denyBefore(RoleArn role, Instant instant) {
    return on(
            role,
            "deny the sessions before " + instant,
            policies -> put(SessionDenial.before(instant), policies))
        .orElse(true);
  }

  /// What is shortened denies as much as before at each moment.
  private static boolean put(SessionDenial byTime, InlinePolicies policies) {
    if (policies.put(byTime)) {
      return true;
    }
    for (GrantId grant : read(policies).grants()) {
      if (policies.put(SessionDenial.shortened(grant)) && policies.put(byTime)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<RoleArn> roles(AccountId account) {
    try {
      return accounts.of(account).listRolesPaginator(list -> list.pathPrefix(PATH)).roles().stream()
          .map(Role::arn)
          // The prefix also includes deeper paths, and their roles can have any name.
          .filter(RoleArn::isOne)
          .map(RoleArn::new)
          .toList();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("list the roles in " + account, failure);
    }
  }

  @Override
  public Denials denials(RoleArn role) {
    return on(role, "read the denials on " + role, IamSessionDenials::read)
        .orElseGet(() -> new Denials(Set.of(), Set.of(), Set.of()));
  }

  private static Denials read(InlinePolicies policies) {
    Set<GrantId> grants = new HashSet<>();
    Set<Instant> before = new HashSet<>();
    Set<String> strange = new HashSet<>();
    for (String name : policies.names()) {
      Optional<String> found =
          name.startsWith(SessionDenial.PREFIX) ? policies.document(name) : Optional.empty();
      if (found.isPresent()) {
        Optional<GrantId> grant = SessionDenial.grant(name).filter(one -> reads(one, found.get()));
        Optional<Instant> instant =
            SessionDenial.instant(name).filter(one -> SessionDenial.before(one).reads(found.get()));
        grant.ifPresent(grants::add);
        instant.ifPresent(before::add);
        if (grant.isEmpty() && instant.isEmpty()) {
          strange.add(name);
        }
      }
    }
    return new Denials(grants, before, strange);
  }

  private static boolean reads(GrantId grant, String document) {
    return SessionDenial.of(grant).reads(document)
        || SessionDenial.shortened(grant).reads(document);
  }

  @Override
  public void remove(RoleArn role, Denials denials) {
    var _ =
        on(
            role,
            "remove the denials on " + role,
            policies -> {
              denials.grants().forEach(grant -> policies.delete(SessionDenial.of(grant).name()));
              denials.before().forEach(one -> policies.delete(SessionDenial.before(one).name()));
              denials.strange().forEach(policies::delete);
              return true;
            });
  }

  /// @return empty if the role does not exist
  private <T> Optional<T> on(RoleArn role, String effect, Function<InlinePolicies, T> use) {
    try {
      return Optional.of(use.apply(new InlinePolicies(accounts.of(role.account()), role)));
    } catch (NoSuchEntityException _) {
      return Optional.empty();
    } catch (SdkException failure) {
      throw new OutcomeUnknown(effect, failure);
    }
  }
}
