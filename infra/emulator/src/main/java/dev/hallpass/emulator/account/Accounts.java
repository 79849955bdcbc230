package dev.hallpass.emulator.account;

import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.iam.Quotas;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.policy.Trail;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.emulator.sts.StsAccount;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Accounts that know each other: a caller of one can assume a role of another, if both sides allow
/// it.
public final class Accounts {
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration propagation;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final List<Trail> trails = new CopyOnWriteArrayList<>();
  private final AtomicReference<NetworkLink> line = new AtomicReference<>(new NetworkLink() {});

  public Accounts(InstantSource clock, RandomGenerator random) {
    this(clock, random, Duration.ZERO);
  }

  /// @param propagation the delay until STS and the decisions see a change of IAM
  public Accounts(InstantSource clock, RandomGenerator random, Duration propagation) {
    this.clock = clock;
    this.random = random;
    this.propagation = propagation;
  }

  /// The account with these twelve digits; a new, empty one at its first use.
  public Account account(String id) {
    return accounts.computeIfAbsent(
        id, _ -> new Account(id, clock, random, Quotas.standard(), propagation, this));
  }

  /// From now on, reports every decision to a trail.
  public void onDecision(Trail trail) {
    trails.add(trail);
  }

  /// The session of these credentials, in any account.
  public Optional<Session> session(String accessKeyId, String sessionToken) {
    return accounts.values().stream()
        .flatMap(account -> account.sessions().withCredentials(accessKeyId, sessionToken).stream())
        .findFirst();
  }

  /// Signs somebody in as a session of a role, as IAM Identity Center does.
  ///
  /// @param credentials with an empty session token for a key that needs none
  public void signIn(String roleArn, String sessionName, Credentials credentials) {
    RoleSession principal = RoleSession.of(roleArn, sessionName);
    account(principal.account())
        .sessions()
        .add(
            new Session(
                principal,
                credentials,
                clock.instant(),
                Map.of(),
                Set.of(),
                List.of(),
                List.of(),
                Context.empty().with("aws:PrincipalArn", roleArn)));
  }

  /// From now on, all calls with a caller go over this line.
  public void connectBy(NetworkLink other) {
    line.set(other);
  }

  /// The current line of the calls.
  public NetworkLink line() {
    return line.get();
  }

  void add(Account account) {
    accounts.put(account.id(), account);
  }

  Optional<StsAccount> home(String id) {
    return Optional.ofNullable(accounts.get(id)).map(Account::home);
  }

  void decided(AccessRequest request, Policies policies, Verdict verdict) {
    trails.forEach(trail -> trail.decided(request, policies, verdict));
  }
}
