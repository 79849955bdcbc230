package dev.hallpass.emulator.account;

import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.iam.InMemoryIam;
import dev.hallpass.emulator.iam.Quotas;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.sts.InMemorySts;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.emulator.sts.SessionPolicies;
import dev.hallpass.emulator.sts.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// One AWS account in memory: its IAM, its STS, and the decision over every request of its
/// sessions.
public final class Account {
  private final String id;
  private final InMemoryIam iam;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Sessions sessions = new Sessions();

  /// An empty account with AWS's standard quotas, where every change is seen at once.
  public Account(String id, InstantSource clock, RandomGenerator random) {
    this(id, clock, random, Quotas.standard(), Duration.ZERO);
  }

  /// An empty account.
  ///
  /// @param id twelve digits
  /// @param random where ids and credentials come from
  /// @param propagation how long STS and the decisions go on seeing what was before a change of IAM
  public Account(
      String id, InstantSource clock, RandomGenerator random, Quotas quotas, Duration propagation) {
    this.id = id;
    this.iam = new InMemoryIam(id, clock, random, quotas, propagation);
    this.clock = clock;
    this.random = random;
  }

  /// The account's twelve digits.
  public String id() {
    return id;
  }

  /// A client of this account's IAM. Who calls it is not asked.
  public IamClient iam() {
    return Emulated.client(IamClient.class, iam);
  }

  /// A client of this account's STS for one caller, such as the session of a function's role.
  public StsClient sts(Principal caller) {
    return Emulated.client(StsClient.class, new InMemorySts(iam, clock, random, sessions, caller));
  }

  /// A client of this account's STS with a session's credentials.
  public StsClient sts(Session session) {
    return Emulated.client(StsClient.class, new InMemorySts(iam, clock, random, sessions, session));
  }

  /// Every session begun in this account.
  public Sessions sessions() {
    return sessions;
  }

  /// Whether the bearer of these credentials may do something to a resource without a policy of its
  /// own.
  ///
  /// @param more the condition keys of the request beyond those of the session and the time
  public Verdict may(
      String accessKeyId,
      String sessionToken,
      String action,
      String resource,
      Context more,
      Instant at) {
    Optional<Session> session = sessions.withCredentials(accessKeyId, sessionToken);
    return session.isPresent()
        ? may(session.get(), action, resource, more, at)
        : new Verdict.NotAuthenticated("The security token included in the request is invalid.");
  }

  /// Whether a session may do something to a resource without a policy of its own.
  public Verdict may(Session session, String action, String resource, Context more, Instant at) {
    return decide(session, action, resource, more, at, List.of());
  }

  /// Whether a session may do something to a resource that has a policy of its own.
  public Verdict may(
      Session session,
      String action,
      String resource,
      Context more,
      Instant at,
      NamedPolicy resourcePolicy) {
    return decide(session, action, resource, more, at, List.of(resourcePolicy));
  }

  private Verdict decide(
      Session session,
      String action,
      String resource,
      Context more,
      Instant at,
      List<NamedPolicy> atResource) {
    if (!at.isBefore(session.expires())) {
      return new Verdict.NotAuthenticated(
          "The security token included in the request is expired since %s."
              .formatted(session.expires()));
    }
    AccessRequest request =
        AccessRequest.of(session.principal(), action, resource, more.with(session.keysAt(at)));
    Policies policies = SessionPolicies.of(session, iam.seenAt(at));
    return Evaluation.evaluate(
        request, new Policies(policies.identity(), policies.guardrails(), atResource));
  }
}
