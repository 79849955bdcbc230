package dev.hallpass.emulator.region;

import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The policies of a region's tables, by the tables' ARNs.
final class TablePolicies {
  private final Map<String, Policy> policies = new ConcurrentHashMap<>();

  private record Policy(String text, NamedPolicy named) {}

  void put(String arn, String text, PolicyDocument document) {
    policies.put(arn, new Policy(text, new NamedPolicy(arn, document)));
  }

  void remove(String arn) {
    policies.remove(arn);
  }

  Optional<String> text(String arn) {
    return Optional.ofNullable(policies.get(arn)).map(Policy::text);
  }

  /// The policy of a table or one of its indexes: a table's policy applies to both.
  List<NamedPolicy> of(String arn) {
    int index = arn.indexOf("/index/");
    Policy policy = policies.get(index < 0 ? arn : arn.substring(0, index));
    return policy == null ? List.of() : List.of(policy.named());
  }
}
