package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.RandomIds;
import dev.hallpass.emulator.iam.IamView;
import dev.hallpass.emulator.iam.RoleView;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.MalformedPolicy;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/// One call of AssumeRole: the accesses that it needs, and its session.
record Assumption(AssumeRoleRequest request, RoleView role, Caller caller, Instant now) {
  private static final int CHAINED = 3_600;

  /// The actions that the caller needs. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html)
  List<String> actions() {
    List<String> actions = new ArrayList<>(List.of("sts:AssumeRole"));
    if (sourceIdentity().isPresent()) {
      actions.add("sts:SetSourceIdentity");
    }
    if (!request.tags().isEmpty() || !inherited().isEmpty()) {
      actions.add("sts:TagSession");
    }
    return actions;
  }

  /// What a trust policy may ask about. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html)
  Context trustKeys() {
    Context keys =
        caller
            .keys()
            .with(time(now))
            .with("sts:RoleSessionName", request.roleSessionName())
            .with("aws:TagKeys", request.tags().stream().map(Tag::key).toArray(String[]::new))
            .with("sts:TransitiveTagKeys", request.transitiveTagKeys().toArray(String[]::new));
    if (request.externalId() != null) {
      keys = keys.with("sts:ExternalId", request.externalId());
    }
    if (sourceIdentity().isPresent()) {
      keys = keys.with("sts:SourceIdentity", sourceIdentity().get());
    }
    for (Tag tag : request.tags()) {
      keys = keys.with("aws:RequestTag/" + tag.key(), tag.value());
    }
    for (Map.Entry<String, String> tag : role.tags().entrySet()) {
      keys = keys.with("aws:ResourceTag/" + tag.getKey(), tag.getValue());
    }
    return keys;
  }

  void requireTime() {
    int seconds = AssumeRoleInputs.seconds(request);
    AssumeRoleInputs.require(
        seconds <= role.longestSession().toSeconds(),
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    AssumeRoleInputs.require(
        !caller.chains() || seconds <= CHAINED,
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
            + " chaining.");
  }

  Session begin(IamView view, RandomIds ids) {
    if (caller.session().flatMap(Session::sourceIdentity).isPresent()
        && !caller.session().flatMap(Session::sourceIdentity).equals(sourceIdentity())) {
      throw StsErrors.accessDenied(caller.principal(), "sts:SetSourceIdentity", role.arn());
    }
    List<String> policyArns = request.policyArns().stream().map(PolicyDescriptorType::arn).toList();
    policyArns.forEach(arn -> requirePolicy(view, arn));
    List<NamedPolicy> inline = inlinePolicy();
    RoleSession principal = RoleSession.of(role.arn(), request.roleSessionName());
    Map<String, String> tags = sessionTags();
    return new Session(
        principal,
        credentials(ids),
        now,
        tags,
        transitive(),
        policyArns,
        inline,
        keys(principal, tags));
  }

  private void requirePolicy(IamView view, String arn) {
    // The view has no policies of another account, so one check is enough for both rules.
    if (view.policy(arn).isEmpty()) {
      throw StsErrors.malformed("The session policy %s does not exist.".formatted(arn));
    }
  }

  private List<NamedPolicy> inlinePolicy() {
    if (request.policy() == null) {
      return List.of();
    }
    try {
      return List.of(
          new NamedPolicy("inline session policy", PolicyDocument.identity(request.policy())));
    } catch (MalformedPolicy malformed) {
      throw StsErrors.malformed(String.valueOf(malformed.getMessage()));
    }
  }

  private Credentials credentials(RandomIds ids) {
    return Credentials.builder()
        .accessKeyId(ids.unique("ASIA", 20))
        .secretAccessKey(ids.secret(40))
        .sessionToken(ids.secret(356))
        .expiration(now.plusSeconds(AssumeRoleInputs.seconds(request)))
        .build();
  }

  /// The source identity of this call, or of the first call in the chain.
  private Optional<String> sourceIdentity() {
    return Optional.ofNullable(request.sourceIdentity())
        .or(() -> caller.session().flatMap(Session::sourceIdentity));
  }

  private Map<String, String> inherited() {
    Map<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    caller
        .session()
        .ifPresent(
            session -> session.transitive().forEach(key -> tags.put(key, session.tags().get(key))));
    return tags;
  }

  private Map<String, String> sessionTags() {
    Map<String, String> tags = inherited();
    for (Tag tag : request.tags()) {
      AssumeRoleInputs.require(
          !tags.containsKey(tag.key()), "A transitive tag cannot be set again: " + tag.key());
    }
    request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private Set<String> transitive() {
    Set<String> asked = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    asked.addAll(request.transitiveTagKeys());
    Set<String> keys = new TreeSet<>(inherited().keySet());
    request.tags().stream().map(Tag::key).filter(asked::contains).forEach(keys::add);
    return keys;
  }

  ///
  /// [Source](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
  private Context keys(RoleSession principal, Map<String, String> tags) {
    Context keys =
        Context.empty()
            .with("aws:PrincipalArn", role.arn())
            .with("aws:PrincipalAccount", principal.account())
            .with("aws:PrincipalType", "AssumedRole")
            .with("aws:userid", role.id() + ":" + principal.sessionName())
            .with("aws:TokenIssueTime", now.toString());
    if (sourceIdentity().isPresent()) {
      keys = keys.with(Session.SOURCE_IDENTITY, sourceIdentity().get());
    }
    // A session tag hides a tag of the role; the case of the keys does not count.
    for (Map.Entry<String, String> tag : role.tags().entrySet()) {
      keys = keys.with("aws:PrincipalTag/" + tag.getKey(), tag.getValue());
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      keys = keys.with("aws:PrincipalTag/" + tag.getKey(), tag.getValue());
    }
    return keys;
  }

  /// The keys every request has.
  static Context time(Instant now) {
    return Context.of(
        Map.of(
            "aws:CurrentTime",
            List.of(now.toString()),
            "aws:EpochTime",
            List.of(Long.toString(now.getEpochSecond()))));
  }
}
