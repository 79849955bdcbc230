package dev.hallpass.emulator.policy;

import dev.hallpass.emulator.policy.PrincipalElement.Reach;
import dev.hallpass.emulator.policy.Verdict.Allowed;
import dev.hallpass.emulator.policy.Verdict.Deciding;
import dev.hallpass.emulator.policy.Verdict.ExplicitlyDenied;
import dev.hallpass.emulator.policy.Verdict.ImplicitlyDenied;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// AWS's decision whether a request is allowed. Control policies of an organization are guardrails
/// like the others; who asks chooses those of the account. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)
public final class Evaluation {
  private static final Set<Reach> ANY_REACH = Set.of(Reach.CALLER, Reach.ROLE, Reach.ACCOUNT);

  private final AccessRequest request;
  private final String action;
  private final Policies policies;

  private Evaluation(AccessRequest request, Policies policies) {
    this.request = request;
    this.action = request.action().toLowerCase(Locale.ROOT);
    this.policies = policies;
  }

  /// Decides the request by these policies alone.
  public static Verdict evaluate(AccessRequest request, Policies policies) {
    return new Evaluation(request, policies).verdict();
  }

  private Verdict verdict() {
    List<Deciding> denying = denying();
    if (!denying.isEmpty()) {
      return new ExplicitlyDenied(denying);
    }
    boolean sameAccount = request.principal().account().equals(request.resourceAccount());
    List<Deciding> toCaller = resourceAllows(Set.of(Reach.CALLER));
    boolean isService = request.principal() instanceof Principal.Service;
    if ((sameAccount || isService) && !toCaller.isEmpty()) {
      return new Allowed(toCaller);
    }
    return limited(sameAccount);
  }

  private Verdict limited(boolean sameAccount) {
    List<PolicyKind> silent = new ArrayList<>();
    List<Deciding> by = new ArrayList<>();
    List<Deciding> identity = statements(PolicyKind.IDENTITY, policies.identity(), true);
    List<Deciding> atResource = resourceAllows(ANY_REACH);
    boolean grantedToRole = sameAccount && !resourceAllows(Set.of(Reach.ROLE)).isEmpty();
    if (identity.isEmpty() && !grantedToRole) {
      silent.add(PolicyKind.IDENTITY);
    }
    if (atResource.isEmpty() && (!sameAccount || resourceMustAllow())) {
      silent.add(PolicyKind.RESOURCE);
    }
    by.addAll(identity);
    by.addAll(atResource);
    for (PermissionLimit guardrail : policies.guardrails()) {
      List<Deciding> within = statements(guardrail.kind(), guardrail.policies(), true);
      if (within.isEmpty()) {
        silent.add(guardrail.kind());
      }
      by.addAll(within);
    }
    return silent.isEmpty() ? new Allowed(by) : new ImplicitlyDenied(silent);
  }

  /// Only the principals of its trust policy can assume a role, also within one account. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html)
  /// In the same way, policies of the account count for a KMS key only if the key's policy names
  /// the account. [Source](
  /// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html)
  private boolean resourceMustAllow() {
    return policies.resource().stream().anyMatch(policy -> policy.document().mustAllow());
  }

  private List<Deciding> denying() {
    List<Deciding> denying =
        new ArrayList<>(statements(PolicyKind.IDENTITY, policies.identity(), false));
    for (PermissionLimit guardrail : policies.guardrails()) {
      denying.addAll(statements(guardrail.kind(), guardrail.policies(), false));
    }
    denying.addAll(statements(PolicyKind.RESOURCE, policies.resource(), false));
    return denying;
  }

  private List<Deciding> resourceAllows(Set<Reach> reaches) {
    return statements(PolicyKind.RESOURCE, policies.resource(), true, reaches);
  }

  private List<Deciding> statements(PolicyKind kind, List<NamedPolicy> from, boolean allowing) {
    return statements(kind, from, allowing, ANY_REACH);
  }

  private List<Deciding> statements(
      PolicyKind kind, List<NamedPolicy> from, boolean allowing, Set<Reach> reaches) {
    List<Deciding> deciding = new ArrayList<>();
    for (NamedPolicy policy : from) {
      for (Statement statement : policy.document().statements()) {
        if (statement.allows() == allowing
            && reaches.contains(statement.reach(request.principal()))
            && statement.covers(request, action)) {
          deciding.add(new Deciding(kind, policy.name(), statement.label()));
        }
      }
    }
    return deciding;
  }
}
