package dev.hallpass.emulator.sts;

import dev.hallpass.emulator.RandomIds;
import dev.hallpass.emulator.authorization.Access;
import dev.hallpass.emulator.iam.IamView;
import dev.hallpass.emulator.iam.InMemoryIam;
import dev.hallpass.emulator.iam.RoleView;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Trail;
import dev.hallpass.emulator.policy.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/// STS in memory, as one caller reaches it: where a client of AWS has credentials, this one is
/// given the caller itself. Clients that share their [OpenSessions] are one STS.
public final class InMemorySts implements StsClient {
  private final Function<String, Optional<StsAccount>> accounts;
  private final InstantSource clock;
  private final RandomIds ids;
  private final Caller caller;
  private final Trail trail;

  /// STS for a caller whose own credentials come from elsewhere, such as the session of a
  /// function's role. The caller's policies are those IAM knows of its role.
  public InMemorySts(
      InMemoryIam iam,
      InstantSource clock,
      RandomGenerator random,
      OpenSessions sessions,
      Principal caller) {
    this(
        _ -> Optional.of(new StsAccount(iam, sessions)),
        clock,
        random,
        Caller.of(caller),
        (_, _, _) -> {});
  }

  /// STS for a session from here, with its source identity and its transitive tags.
  public InMemorySts(
      InMemoryIam iam,
      InstantSource clock,
      RandomGenerator random,
      OpenSessions sessions,
      Session caller) {
    this(
        _ -> Optional.of(new StsAccount(iam, sessions)),
        clock,
        random,
        Caller.of(caller),
        (_, _, _) -> {});
  }

  /// STS for a caller that can assume roles of several accounts.
  ///
  /// @param accounts by their twelve digits
  /// @param trail receives every decision
  public InMemorySts(
      Function<String, Optional<StsAccount>> accounts,
      InstantSource clock,
      RandomGenerator random,
      Caller caller,
      Trail trail) {
    this.accounts = accounts;
    this.clock = clock;
    this.ids = new RandomIds(random);
    this.caller = caller;
    this.trail = trail;
  }

  /// Opens a session. AWS's error for a session policy that does not exist is not documented; here
  /// it is MalformedPolicyDocument.
  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    Instant now = clock.instant();
    requireAlive(now);
    AssumeRoleInputs.check(request);
    StsAccount home =
        accounts
            .apply(request.roleArn().split(":", -1)[4])
            .orElseThrow(() -> denied("sts:AssumeRole", request.roleArn()));
    IamView view = home.iam().seenAt(now);
    // To the caller, a missing role and a forbidden role look the same.
    RoleView role =
        view.role(request.roleArn()).orElseThrow(() -> denied("sts:AssumeRole", request.roleArn()));
    Assumption assumption = new Assumption(request, role, caller, now);
    for (String action : assumption.actions()) {
      requireAllowed(role, action, assumption.trustKeys(), now);
    }
    assumption.requireTime();
    Session session = assumption.begin(view, ids);
    home.sessions().add(session);
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

  private void requireAllowed(RoleView role, String action, Context keys, Instant now) {
    Access access = Access.to(action, role.arn(), keys);
    AccessRequest asked =
        AccessRequest.of(caller.principal(), access.action(), access.resource(), access.keys());
    Policies policies = caller.policies(own(now)).at(role.trust());
    Verdict verdict = Evaluation.evaluate(asked, policies);
    trail.decided(asked, policies, verdict);
    if (!verdict.allowed()) {
      throw denied(action, role.arn());
    }
  }

  private StsException denied(String action, String roleArn) {
    return StsErrors.accessDenied(caller.principal(), action, roleArn);
  }

  /// The caller's own account, whose policies decide what the caller can do.
  private IamView own(Instant now) {
    String account = caller.principal().account();
    return accounts
        .apply(account)
        .orElseThrow(() -> new IllegalStateException("There is no account " + account))
        .iam()
        .seenAt(now);
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
        ? own(clock.instant())
            .role(session.roleArn())
            .map(role -> role.id() + ":" + session.sessionName())
        : Optional.empty();
  }

  private void requireAlive(Instant now) {
    if (caller.isExpired(now)) {
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
