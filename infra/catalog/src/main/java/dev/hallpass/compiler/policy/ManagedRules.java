package dev.hallpass.compiler.policy;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.AwsReference.Reach;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.Statement.Effect;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an entitlement with managed policies must have in return.
///
/// @param policies those that it names
public record ManagedRules(List<ManagedNode> policies, AwsReference reference) {

  /// The longest access to what makes identities or allows nearly everything.
  private static final Duration SHORT = Duration.ofHours(1);

  public ManagedRules {
    policies = List.copyOf(policies);
  }

  /// Those that an entitlement names.
  public static ManagedRules read(ManagedReader reader, YamlFields fields, AwsReference reference) {
    return new ManagedRules(
        reader.read(
            fields.find("managedPolicies"), StatementNode.read(fields.find("except"), Effect.DENY)),
        reference);
  }

  /// The policies as grants name them.
  List<ManagedPolicy> named() {
    return policies.stream().map(ManagedNode::policy).toList();
  }

  /// What they can do at a risk that can be taken.
  Map<YamlNode, List<Reach>> risky() {
    Map<YamlNode, List<Reach>> risky = new LinkedHashMap<>();
    policies.forEach(policy ->
        risky.put(
            policy.node(),
            reaches(policy).stream().filter(reach -> reach.risk().isPresent()).toList()));
    return risky;
  }

  /// Checks that the access is in the partition and the account of the policies and not in the hub,
  /// and that enough people sign for a time that is short enough.
  ///
  /// @param partition the partition of AWS
  public void check(
      String partition,
      Accounts accounts,
      YamlNode approval,
      List<ApprovalRule> rules,
      YamlNode longest) {
    Mistakes.checkEach(
        policies,
        policy -> {
          Price price = new Price(policy.node(), "a managed policy");
          Optional<String> reason = reason(policy);
          Mistakes.all(
              () -> price.requireElsewhere(accounts),
              () ->
                  TemplateRules.requirePartition(
                      policy.node(), policy.arn().partition(), partition),
              () -> requireSameAccount(policy, accounts),
              () -> requireYes(price, policy, approval, rules),
              () -> reason.ifPresent(because -> price.requireTwo(approval, rules, because)),
              () -> reason.ifPresent(because -> requireShort(longest, because)));
        });
  }

  /// What only looks needs a yes, by the mailed link too. What changes something needs a signed
  /// one, also where no action of it has a risk.
  private void requireYes(
      Price price, ManagedNode policy, YamlNode approval, List<ApprovalRule> rules) {
    if (!reaches(policy).isEmpty()) {
      price.requireSigned(approval, rules);
      return;
    }
    policy
        .firstChange(reference)
        .map(action ->
            "a managed policy with %s, which AWS does not call reading,".formatted(action))
        .ifPresentOrElse(
            what -> new Price(policy.node(), what).requireSigned(approval, rules),
            () -> price.requirePeople(approval, rules));
  }

  private static void requireSameAccount(ManagedNode policy, Accounts accounts) {
    Optional<AccountId> own = policy.arn().account();
    if (own.isPresent() && !List.copyOf(accounts.byName().values()).equals(own.stream().toList())) {
      throw policy
          .node()
          .refused(
              "is a policy of the account %s, and a session takes only policies of its own account; name a policy of the entitlement's account"
                  .formatted(own.get()));
    }
  }

  private static void requireShort(YamlNode longest, String because) {
    if (longest.duration().compareTo(SHORT) > 0) {
      throw longest.refused(
          "%s, so the access is short, and %s is longer than %s; write %s or less"
              .formatted(because, longest.text(), SHORT, SHORT));
    }
  }

  /// Why one yes is not enough for a policy; empty if it is.
  private Optional<String> reason(ManagedNode policy) {
    return policy.document().allowsNearlyAll()
        ? Optional.of("%s allows nearly everything".formatted(policy.arn().name()))
        : reaches(policy).stream()
            .filter(reach -> reach.risk().isEmpty())
            .findFirst()
            .map(reach ->
                "%s reaches %s, unless except denies it on *"
                    .formatted(policy.arn().name(), reach.effect()));
  }

  private List<Reach> reaches(ManagedNode policy) {
    return policy.reaches(reference);
  }
}
