package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sts.model.Credentials;

/// One session of a role from AssumeRole.
///
/// @param tags the session tags, also those of an earlier session
/// @param transitive the keys of the tags that a further session inherits
/// @param policyArns its managed session policies, which are read at each request
/// @param inline its inline session policy, none or one
/// @param keys the condition keys of every request of the session
public record Session(
    RoleSession principal,
    Credentials credentials,
    Instant issued,
    Map<String, String> tags,
    Set<String> transitive,
    List<String> policyArns,
    List<NamedPolicy> inline,
    Context keys) {
  static final String SOURCE_IDENTITY = "aws:SourceIdentity";

  public Session {
    tags = Map.copyOf(tags);
    transitive = Set.copyOf(transitive);
    policyArns = List.copyOf(policyArns);
    inline = List.copyOf(inline);
  }

  /// The person or program at the beginning of the chain of roles.
  public Optional<String> sourceIdentity() {
    return keys.single(SOURCE_IDENTITY);
  }

  /// From this moment on its credentials are refused.
  public Instant expires() {
    return credentials.expiration();
  }

  /// Whether session policies limit it.
  public boolean isLimited() {
    return !policyArns.isEmpty() || !inline.isEmpty();
  }

  /// The condition keys of a request of the session at a moment.
  public Context keysAt(Instant now) {
    return keys.with(Assumption.time(now));
  }

  /// Names the session without its credentials, so that logs can have it.
  @Override
  public String toString() {
    return "%s until %s".formatted(principal.arn(), expires());
  }
}
