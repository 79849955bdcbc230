package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.RandomIds;
import dev.hallpass.emulator.iam.IamView;
import dev.hallpass.emulator.iam.InMemoryIam;
import dev.hallpass.emulator.iam.RoleView;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// STS in memory, as one caller reaches it: where a client of AWS has credentials, this one is
/// given the caller itself. Clients that share their [Sessions] are one STS.
public final class InMemorySts implements StsClient {
  private final InMemoryIam iam;
  private final InstantSource clock;
  private final RandomIds ids;
  private final Sessions sessions;
  private final Caller caller;

  /// STS for a caller whose own credentials come from elsewhere, such as the session of a
  /// function's role. The caller's policies are those IAM knows of its role.
  public InMemorySts(
      InMemoryIam iam,
      InstantSource clock,
      RandomGenerator random,
      Sessions sessions,
      Principal caller) {
    this(iam, clock, random, sessions, new Caller(caller, Optional.empty()));
  }

  /// STS for a session that was begun here; its source identity and its transitive tags go along.
  public InMemorySts(
      InMemoryIam iam,
      InstantSource clock,
      RandomGenerator random,
      Sessions sessions,
      Session caller) {
    this(iam, clock, random, sessions, new Caller(caller.principal(), Optional.of(caller)));
  }

  private InMemorySts(
      InMemoryIam iam,
      InstantSource clock,
      RandomGenerator random,
      Sessions sessions,
      Caller caller) {
    this.iam = iam;
    this.clock = clock;
    this.ids = new RandomIds(random);
    this.sessions = sessions;
    this.caller = caller;
  }

  /// Begins a session. Which error AWS gives for a session policy that does not exist is not
  /// documented; here it is MalformedPolicyDocument.
  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    Instant now = clock.instant();
    requireAlive(now);
    AssumeRoleInputs.check(request);
    IamView view = iam.seenAt(now);
    // A role that does not exist and a role that is not for the caller look the same to the caller.
    RoleView role =
        view.role(request.roleArn())
            .orElseThrow(() ->
                StsErrors.accessDenied(caller.principal(), "sts:AssumeRole", request.roleArn()));
    Assumption assumption = new Assumption(request, role, caller, now);
    for (String action : assumption.actions()) {
      requireAllowed(view, role, action, assumption.trustKeys());
    }
    assumption.requireTime();
    Session session = assumption.begin(view, ids);
    sessions.add(session);
    return AssumeRoleResponse.builder()
        .credentials(session.credentials())
        .assumedRoleUser(
            AssumedRoleUser.builder()
                .arn(session.principal().arn())
                .assumedRoleId(role.id() + ":" + request.roleSessionName())
                .build())
        .sourceIdentity(session.sourceIdentity().orElse(null))
        .build();
  }

  private void requireAllowed(IamView view, RoleView role, String action, Context keys) {
    AccessRequest asked = AccessRequest.of(caller.principal(), action, role.arn(), keys);
    Policies policies = caller.policies(view).at(role.trust());
    if (!Evaluation.evaluate(asked, policies).allowed()) {
      throw StsErrors.accessDenied(caller.principal(), action, role.arn());
    }
  }

  @Override
  public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
    requireAlive(clock.instant());
    Principal principal = caller.principal();
    String id =
        caller.keys().single("aws:userid").or(() -> id(principal)).orElse(principal.account());
    return GetCallerIdentityResponse.builder()
        .account(principal.account())
        .arn(principal.arn())
        .userId(id)
        .build();
  }

  private Optional<String> id(Principal principal) {
    return principal instanceof Principal.RoleSession session
        ? iam.seenAt(clock.instant())
            .role(session.roleArn())
            .map(role -> role.id() + ":" + session.sessionName())
        : Optional.empty();
  }

  private void requireAlive(Instant now) {
    if (caller.session().filter(session -> !now.isBefore(session.expires())).isPresent()) {
      throw StsErrors.expired();
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
