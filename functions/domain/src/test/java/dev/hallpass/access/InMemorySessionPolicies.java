package dev.hallpass.access;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.ShellRegions;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Session policies in memory.
public final class InMemorySessionPolicies implements SessionPolicies {

  private final Map<PolicyArn, Policy> policies = new HashMap<>();
  private final Map<PolicyArn, Label> labels = new HashMap<>();
  private final Map<PolicyArn, Policy> replaced = new HashMap<>();
  private final Set<PolicyArn> versions = new HashSet<>();
  private final Set<PolicyArn> attached = new HashSet<>();
  private final Set<PolicyArn> boundaries = new HashSet<>();
  private final Map<Integer, Integer> lostPages = new HashMap<>();
  private final Set<GrantId> stuck = new HashSet<>();
  private final Set<AccountId> closed = new HashSet<>();
  private final Set<AccountId> refusing = new HashSet<>();
  private boolean reachable = true;
  private boolean losesAnswer;
  private Consumer<Order> beforeMake = _ -> {};
  private Consumer<AccountId> everyCall = _ -> {};
  private int page = 1000;
  private int quota = 1500;

  public void reachable(boolean is) {
    reachable = is;
  }

  /// Makes the policy of a grant one that cannot be removed for now, or ends that.
  public void stuck(GrantId grant, boolean is) {
    var _ = is ? stuck.add(grant) : stuck.remove(grant);
  }

  /// Whether policies are made and nobody hears of it.
  public void losesAnswer(boolean does) {
    losesAnswer = does;
  }

  /// Closes an account.
  public void close(AccountId account) {
    closed.add(account);
  }

  /// Makes an account one that lets Hallpass in no more, or ends that.
  public void refuses(AccountId account, boolean does) {
    var _ = does ? refusing.add(account) : refusing.remove(account);
  }

  /// Lets something happen before each policy is made.
  public void beforeMake(Consumer<Order> happening) {
    beforeMake = happening;
  }

  /// Lets something happen at each call in an account.
  public void atEveryCall(Consumer<AccountId> happening) {
    everyCall = happening;
  }

  /// Takes so many policies in each account.
  public void quota(int most) {
    quota = most;
  }

  /// Lists so many at once.
  public void page(int size) {
    page = size;
  }

  /// Does not list a page, counted from zero, so many times.
  public void losePage(int number, int times) {
    lostPages.put(number, times);
  }

  /// Puts another version of a policy in force, as somebody else would.
  public void replace(AccountId account, GrantId grant, Policy policy) {
    PolicyArn arn = arn(account, grant);
    replaced.put(arn, policy);
    versions.add(arn);
  }

  /// Changes what a policy reads, as nobody can who does not make it anew.
  public void forge(AccountId account, GrantId grant, Policy policy) {
    policies.put(arn(account, grant), policy);
  }

  /// Adds a version of a policy that is not in force, as somebody else would.
  public void addVersion(AccountId account, GrantId grant) {
    versions.add(arn(account, grant));
  }

  /// Attaches a policy to somebody, as somebody else would.
  public void attach(AccountId account, GrantId grant) {
    attached.add(arn(account, grant));
  }

  /// Whether a policy is attached to somebody.
  public boolean isAttached(AccountId account, GrantId grant) {
    return attached.contains(arn(account, grant));
  }

  /// Makes a policy somebody's permissions boundary, or ends that.
  public void bound(AccountId account, GrantId grant, boolean is) {
    var _ = is ? boundaries.add(arn(account, grant)) : boundaries.remove(arn(account, grant));
  }

  /// The grants whose policies are there.
  public List<GrantId> grants(AccountId account) {
    return there(account).toList();
  }

  /// Puts a policy under a grant's name, as somebody else would.
  public void put(AccountId account, GrantId grant, Policy policy) {
    policies.put(arn(account, grant), policy);
  }

  /// The policy of a grant, if it is there, in whatever account.
  public Optional<Policy> of(GrantId grant) {
    return policies.entrySet().stream()
        .filter(entry -> entry.getKey().value().endsWith("/" + grant))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public PolicyArn make(Order order) {
    beforeMake.accept(order);
    requireReachable(order.account());
    PolicyArn arn = arn(order.account(), order.grant());
    Policy there = policies.computeIfAbsent(arn, _ -> order.policy());
    if (!there.equals(order.policy())) {
      throw new NotTheSame(order.grant());
    }
    labels.put(
        arn,
        new Label(
            RoleArn.of("aws", order.account(), order.entitlement()),
            order.expiresAt(),
            ShellRegions.of(order.policy())));
    if (losesAnswer) {
      throw noAnswer();
    }
    return arn;
  }

  @Override
  public boolean remove(AccountId account, GrantId grant) {
    requireReachable(account);
    PolicyArn arn = arn(account, grant);
    boolean isTangled =
        versions.contains(arn) || attached.contains(arn) || boundaries.contains(arn);
    if (stuck.contains(grant) || isTangled) {
      throw noAnswer();
    }
    replaced.remove(arn);
    return policies.remove(arn) != null;
  }

  @Override
  public Optional<Label> label(AccountId account, GrantId grant) {
    requireReachable(account);
    PolicyArn arn = arn(account, grant);
    return Optional.ofNullable(labels.get(arn)).filter(_ -> policies.containsKey(arn));
  }

  @Override
  public OptionalInt room(AccountId account) {
    if (refusing.contains(account)) {
      return OptionalInt.empty();
    }
    requireReachable(account);
    return OptionalInt.of(quota - Math.toIntExact(there(account).count()));
  }

  @Override
  public Page list(AccountId account, Optional<String> after) {
    requireReachable(account);
    int start = after.map(Integer::parseInt).orElse(0);
    int number = start / page;
    if (lostPages.getOrDefault(number, 0) > 0) {
      lostPages.merge(number, -1, Integer::sum);
      throw noAnswer();
    }
    List<GrantId> all = there(account).toList();
    List<Listed> listed =
        all.stream().skip(start).limit(page).map(grant -> listed(account, grant)).toList();
    int next = start + page;
    return new Page(
        listed, next < all.size() ? Optional.of(Integer.toString(next)) : Optional.empty());
  }

  private Listed listed(AccountId account, GrantId grant) {
    PolicyArn arn = arn(account, grant);
    return new Listed(
        grant,
        replaced.containsKey(arn) ? "v2" : "v1",
        attached.contains(arn) || boundaries.contains(arn));
  }

  private Stream<GrantId> there(AccountId account) {
    return policies.keySet().stream()
        .map(PolicyArn::value)
        .filter(arn -> arn.contains(account.value()))
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .filter(GrantId::isOne)
        .map(GrantId::new)
        .sorted(Comparator.comparing(GrantId::value));
  }

  @Override
  public boolean reads(AccountId account, Listed listed, Policy planned) {
    requireReachable(account);
    PolicyArn arn = arn(account, listed.grant());
    return Optional.ofNullable(replaced.getOrDefault(arn, policies.get(arn)))
        .map(planned::equals)
        .orElse(true);
  }

  @Override
  public Additions additions(AccountId account, GrantId grant) {
    requireReachable(account);
    PolicyArn arn = arn(account, grant);
    return new Additions(attached.contains(arn), boundaries.contains(arn), versions.contains(arn));
  }

  @Override
  public void strip(AccountId account, GrantId grant) {
    requireReachable(account);
    attached.remove(arn(account, grant));
    versions.remove(arn(account, grant));
  }

  private static PolicyArn arn(AccountId account, GrantId grant) {
    return PolicyArn.of("aws", account, grant);
  }

  private void requireReachable(AccountId account) {
    everyCall.accept(account);
    if (!reachable || closed.contains(account) || refusing.contains(account)) {
      throw noAnswer();
    }
  }

  private static OutcomeUnknown noAnswer() {
    return new OutcomeUnknown("reach IAM", new IOException("no answer"));
  }
}
