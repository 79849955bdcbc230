package dev.hallpass.compiler.policy;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.AwsReference.Reach;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.Outliving;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A managed policy that an entitlement names, with what its file says.
///
/// @param node where the entitlement names it
/// @param excepted whether the entitlement denies an action on every resource
record ManagedNode(
    YamlNode node,
    ManagedPolicyArn arn,
    String version,
    Sha256 hash,
    ManagedDocument document,
    Predicate<String> excepted) {

  ManagedPolicy policy() {
    return new ManagedPolicy(
        arn, version, hash, document.allowsNearlyAll(), Outliving.of(this::opens));
  }

  /// What the actions that it opens can do beyond their access or past its end.
  List<Reach> reaches(AwsReference reference) {
    return reference.reaches(this::opens);
  }

  /// The first action it opens whose access level is neither List nor Read. It is empty if all
  /// actions have one of these levels.
  Optional<String> firstChange(AwsReference reference) {
    return reference.firstChange(this::opens);
  }

  private boolean opens(String action) {
    return document.allows(action) && !excepted.test(action);
  }
}
