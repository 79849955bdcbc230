package dev.hallpass.emulator.account;

import dev.hallpass.emulator.AwsErrors;
import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.authorization.Access;
import dev.hallpass.emulator.authorization.AuthorizationGate;
import dev.hallpass.emulator.authorization.AuthorizationTable;
import dev.hallpass.emulator.iam.InMemoryIam;
import dev.hallpass.emulator.iam.Quotas;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.sts.InMemorySts;
import dev.hallpass.emulator.sts.OpenSessions;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.emulator.sts.StsAccount;
import dev.hallpass.emulator.template.PseudoParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;

/// One AWS account in memory: its IAM, its STS, and the decision over every request of its
/// sessions.
public final class Account {
  private final String id;
  private final InMemoryIam iam;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final OpenSessions sessions = new OpenSessions();
  private final Accounts neighbours;

  /// An empty account with AWS's standard quotas and no delay.
  public Account(String id, InstantSource clock, RandomGenerator random) {
    this(id, clock, random, Quotas.standard(), Duration.ZERO);
  }

  /// An empty account.
  ///
  /// @param id twelve digits
  /// @param random the source of ids and credentials
  /// @param propagation the delay until STS and the decisions see a change of IAM
  public Account(
      String id, InstantSource clock, RandomGenerator random, Quotas quotas, Duration propagation) {
    this(id, clock, random, quotas, propagation, new Accounts(clock, random));
    neighbours.add(this);
  }

  Account(
      String id,
      InstantSource clock,
      RandomGenerator random,
      Quotas quotas,
      Duration propagation,
      Accounts neighbours) {
    this.id = id;
    this.iam = new InMemoryIam(id, clock, random, quotas, propagation);
    this.clock = clock;
    this.random = random;
    this.neighbours = neighbours;
  }

  /// The account's twelve digits.
  public String id() {
    return id;
  }

  /// Lets AWS put a version of one of its own managed policies in force.
  ///
  /// @param arn such as `arn:aws:iam::aws:policy/ReadOnlyAccess`
  /// @param version such as `v190`
  public void publish(String arn, String version, String document) {
    iam.publish(arn, version, document);
  }

  /// A client of this account's IAM, without a check of the caller.
  public IamClient iam() {
    return Emulated.client(IamClient.class, iam);
  }

  /// A client of this account's IAM for a caller of this account, under the caller's policies.
  public IamClient iam(Caller caller) {
    AuthorizationGate door =
        new AuthorizationGate(
            AuthorizationTable.iam(new PseudoParameters("aws", "us-east-1", id), this::role),
            caller.principal(),
            neighbours::line,
            access -> may(caller, access, List.of()),
            (code, message) ->
                (IamException)
                    AwsErrors.fill(IamException.builder(), "Iam", code, 403, message).build());
    InMemoryIam shown =
        iam.readLate(request -> neighbours.line().staleness(caller.principal(), request));
    return Emulated.client(IamClient.class, shown, door);
  }

  private Optional<Role> role(String name) {
    try {
      return Optional.of(iam().getRole(get -> get.roleName(name)).role());
    } catch (NoSuchEntityException _) {
      return Optional.empty();
    }
  }

  /// A client of this account's STS for one caller, such as the session of a function's role.
  public StsClient sts(Principal caller) {
    return sts(Caller.of(caller));
  }

  /// A client of this account's STS with a session's credentials.
  public StsClient sts(Session session) {
    return sts(Caller.of(session));
  }

  /// A client of this account's STS for any caller of it.
  public StsClient sts(Caller caller) {
    return Emulated.client(
        StsClient.class,
        new InMemorySts(neighbours::home, clock, random, caller, neighbours::decided),
        over(caller));
  }

  /// A gate for a service that decides itself about its callers.
  private Emulated.Gate over(Caller caller) {
    return new Emulated.Gate() {
      @Override
      public void enter(SdkRequest request) {
        neighbours.line().request(caller.principal(), request);
      }

      @Override
      public void leave(SdkRequest request) {
        neighbours.line().answer(caller.principal(), request);
      }
    };
  }

  /// Every session begun in this account.
  public OpenSessions sessions() {
    return sessions;
  }

  StsAccount home() {
    return new StsAccount(iam, sessions);
  }

  /// Whether a caller of this account can do something now.
  ///
  /// @param atResource the policy of the resource, none or one
  public Verdict may(Caller caller, Access access, List<NamedPolicy> atResource) {
    return decide(caller, access, clock.instant(), atResource);
  }

  /// Whether a caller of this account can do something now to a resource whose ARN names no
  /// account, such as a bucket.
  ///
  /// @param owner the twelve digits of the resource's account
  /// @param atResource the policy of the resource, none or one
  public Verdict may(Caller caller, Access access, String owner, List<NamedPolicy> atResource) {
    return decide(caller, access, clock.instant(), atResource, request -> request.inAccount(owner));
  }

  /// Whether a service of AWS can assume a role of this account now, as Lambda does before it
  /// starts a function.
  ///
  /// @param service such as `lambda.amazonaws.com`
  /// @param source the ARN of the cause
  public Verdict assumable(String roleArn, String service, String source) {
    Context keys = Context.empty().with("aws:SourceArn", source).with("aws:SourceAccount", id);
    Access access = Access.to("sts:AssumeRole", roleArn, keys);
    AccessRequest request =
        AccessRequest.of(
            new Principal.Service(service), access.action(), access.resource(), access.keys());
    return decided(
        request,
        iam.seenAt(clock.instant())
            .role(roleArn)
            .map(role -> Policies.ofIdentity(List.of()).at(role.trust()))
            .orElseGet(() -> Policies.ofIdentity(List.of())));
  }

  /// Whether the bearer of these credentials can do something to a resource without its own policy.
  ///
  /// @param more more condition keys of the request than those of the session and the time
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

  /// Whether a session can do something to a resource without its own policy.
  public Verdict may(Session session, String action, String resource, Context more, Instant at) {
    return decide(Caller.of(session), Access.to(action, resource, more), at, List.of());
  }

  /// Whether a session can do something to a resource with its own policy.
  public Verdict may(
      Session session,
      String action,
      String resource,
      Context more,
      Instant at,
      NamedPolicy resourcePolicy) {
    return decide(
        Caller.of(session), Access.to(action, resource, more), at, List.of(resourcePolicy));
  }

  private Verdict decide(Caller caller, Access access, Instant at, List<NamedPolicy> atResource) {
    return decide(caller, access, at, atResource, request -> request);
  }

  private Verdict decide(
      Caller caller,
      Access access,
      Instant at,
      List<NamedPolicy> atResource,
      UnaryOperator<AccessRequest> located) {
    if (caller.isExpired(at)) {
      return new Verdict.NotAuthenticated(
          "The security token included in the request is expired since %s."
              .formatted(caller.session().map(Session::expires).orElseThrow()));
    }
    AccessRequest request =
        located.apply(
            AccessRequest.of(
                caller.principal(),
                access.action(),
                access.resource(),
                access.keys().with(caller.keysAt(at))));
    Policies policies = caller.policies(iam.seenAt(at));
    return decided(request, new Policies(policies.identity(), policies.guardrails(), atResource));
  }

  private Verdict decided(AccessRequest request, Policies policies) {
    Verdict verdict = Evaluation.evaluate(request, policies);
    neighbours.decided(request, policies, verdict);
    return verdict;
  }
}
