package dev.hallpass.access;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Denials in memory.
public final class InMemorySessionDenials implements SessionDenials {

  private final Map<RoleArn, Set<GrantId>> denied = new HashMap<>();
  private final Map<RoleArn, Set<Instant>> before = new HashMap<>();
  private final Set<AccountId> closed = new HashSet<>();
  private boolean reachable = true;
  private boolean losesAnswer;
  private int room = Integer.MAX_VALUE;
  private boolean hasRoomByTime = true;
  private Consumer<AccountId> everyCall = _ -> {};

  /// @param roles that are there
  public InMemorySessionDenials(Collection<RoleArn> roles) {
    roles.forEach(role -> denied.put(role, new HashSet<>()));
  }

  public void reachable(boolean is) {
    reachable = is;
  }

  /// Whether grants are denied and nobody hears of it.
  public void losesAnswer(boolean does) {
    losesAnswer = does;
  }

  /// Leaves each role room for the denials of this many grants, and for one by time or none.
  public void room(int grants, boolean byTime) {
    room = grants;
    hasRoomByTime = byTime;
  }

  /// Lets something happen at each call in an account.
  public void atEveryCall(Consumer<AccountId> happening) {
    everyCall = happening;
  }

  /// Closes an account.
  public void close(AccountId account) {
    closed.add(account);
  }

  /// Adds a role.
  public void addRole(RoleArn role) {
    denied.put(role, new HashSet<>());
  }

  /// Takes a role away, and with it what was denied on it.
  public void removeRole(RoleArn role) {
    denied.remove(role);
  }

  @Override
  public boolean deny(RoleArn role, GrantId grant) {
    requireReachable(role.account());
    boolean done = add(role, grant);
    if (losesAnswer) {
      throw noAnswer();
    }
    return done;
  }

  @Override
  public List<RoleArn> roles(AccountId account) {
    requireReachable(account);
    return denied.keySet().stream().filter(role -> role.account().equals(account)).toList();
  }

  @Override
  public boolean denyBefore(RoleArn role, Instant instant) {
    requireReachable(role.account());
    if (denied.containsKey(role) && hasRoomByTime) {
      before(role).add(instant);
    }
    return !denied.containsKey(role) || hasRoomByTime;
  }

  @Override
  public Denials denials(RoleArn role) {
    requireReachable(role.account());
    return new Denials(denied.getOrDefault(role, Set.of()), before(role), Set.of());
  }

  @Override
  public void remove(RoleArn role, Denials denials) {
    requireReachable(role.account());
    denied.getOrDefault(role, new HashSet<>()).removeAll(denials.grants());
    before(role).removeAll(denials.before());
  }

  /// The grants that have a denial of their own on a role.
  public Set<GrantId> denied(RoleArn role) {
    return denials(role).grants();
  }

  private Set<Instant> before(RoleArn role) {
    return before.computeIfAbsent(role, _ -> new HashSet<>());
  }

  private boolean add(RoleArn role, GrantId grant) {
    Set<GrantId> there = denied.get(role);
    if (there == null || there.contains(grant)) {
      return true;
    }
    return there.size() < room && there.add(grant);
  }

  private void requireReachable(AccountId account) {
    everyCall.accept(account);
    if (!reachable || closed.contains(account)) {
      throw noAnswer();
    }
  }

  private static OutcomeUnknown noAnswer() {
    return new OutcomeUnknown("reach IAM", new IOException("no answer"));
  }
}
