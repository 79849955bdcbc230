package dev.hallpass.policy;

import dev.hallpass.identity.Sha256;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// A managed policy as it was reviewed: sessions get it beside the policy of their grant.
///
/// @param version the version in force at the review, such as `v12`
/// @param hash the hash of that version's document in its RFC 8785 form
/// @param allowsNearlyAll whether it allows everything but what it names
/// @param outlives what it can begin that goes on when the access is over
public record ManagedPolicy(
    ManagedPolicyArn arn,
    String version,
    Sha256 hash,
    boolean allowsNearlyAll,
    Set<Outliving> outlives) {

  /// The most that one entitlement can have: AssumeRole takes ten policies, one of which is the
  /// grant's own (source: STS, AssumeRole).
  public static final int MOST = 9;

  /// @throws IllegalArgumentException if the version has not AWS's form
  public ManagedPolicy {
    if (!version.matches("v[1-9][0-9]*")) {
      throw new IllegalArgumentException("the version must be a v and a number, such as v12");
    }
    EnumSet<Outliving> copy = EnumSet.noneOf(Outliving.class);
    copy.addAll(outlives);
    outlives = Collections.unmodifiableSet(copy);
  }
}
