package dev.hallpass.emulator.iam;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All of an account's IAM at one moment: policies by ARN, roles by name, users and groups by kind
/// and name.
record IamState(
    SortedMap<String, ManagedPolicy> policies,
    SortedMap<String, StoredRole> roles,
    SortedMap<String, IamIdentity> bearers) {
  IamState {
    policies = Collections.unmodifiableSortedMap(policies);
    roles = Collections.unmodifiableSortedMap(roles);
    bearers = Collections.unmodifiableSortedMap(bearers);
  }

  static IamState empty() {
    return new IamState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  Optional<ManagedPolicy> policy(String arn) {
    return Optional.ofNullable(policies.get(arn));
  }

  Optional<StoredRole> role(String name) {
    return Optional.ofNullable(roles.get(name));
  }

  Optional<IamIdentity> bearer(IamIdentity.Kind kind, String name) {
    return Optional.ofNullable(bearers.get(IamIdentity.key(kind, name)));
  }

  IamState with(ManagedPolicy policy) {
    SortedMap<String, ManagedPolicy> more = new TreeMap<>(policies);
    more.put(policy.policy().arn(), policy);
    return new IamState(more, roles, bearers);
  }

  IamState with(StoredRole role) {
    SortedMap<String, StoredRole> more = new TreeMap<>(roles);
    more.put(role.role().roleName(), role);
    return new IamState(policies, more, bearers);
  }

  IamState with(IamIdentity bearer) {
    SortedMap<String, IamIdentity> more = new TreeMap<>(bearers);
    more.put(bearer.key(), bearer);
    return new IamState(policies, roles, more);
  }

  IamState withoutPolicy(String arn) {
    SortedMap<String, ManagedPolicy> fewer = new TreeMap<>(policies);
    fewer.remove(arn);
    return new IamState(fewer, roles, bearers);
  }

  IamState withoutRole(String name) {
    SortedMap<String, StoredRole> fewer = new TreeMap<>(roles);
    fewer.remove(name);
    return new IamState(policies, fewer, bearers);
  }

  int attachments(String policyArn) {
    long toRoles =
        roles.values().stream().filter(role -> role.attached().contains(policyArn)).count();
    long toOthers =
        bearers.values().stream().filter(one -> one.attached().contains(policyArn)).count();
    return (int) (toRoles + toOthers);
  }

  int boundaryUses(String policyArn) {
    return (int) roles.values().stream().filter(role -> role.isBoundedBy(policyArn)).count();
  }
}
