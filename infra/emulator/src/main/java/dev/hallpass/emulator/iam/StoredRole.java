package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.Role;

/// A role with its inline policies by name and the ARNs of those attached to it.
record StoredRole(
    Role role, PolicyDocument trust, SortedMap<String, Inline> inline, SortedSet<String> attached) {
  StoredRole {
    inline = Collections.unmodifiableSortedMap(new TreeMap<>(inline));
    attached = Collections.unmodifiableSortedSet(new TreeSet<>(attached));
  }

  record Inline(String text, NamedPolicy policy) {}

  static StoredRole of(Role role, PolicyDocument trust) {
    return new StoredRole(role, trust, new TreeMap<>(), new TreeSet<>());
  }

  StoredRole withTrust(String encoded, PolicyDocument other) {
    Role trusting = role.toBuilder().assumeRolePolicyDocument(encoded).build();
    return new StoredRole(trusting, other, inline, attached);
  }

  StoredRole with(Role other) {
    return new StoredRole(other, trust, inline, attached);
  }

  StoredRole withInline(String name, Inline policy) {
    SortedMap<String, Inline> more = new TreeMap<>(inline);
    more.put(name, policy);
    return new StoredRole(role, trust, more, attached);
  }

  StoredRole withoutInline(String name) {
    SortedMap<String, Inline> fewer = new TreeMap<>(inline);
    fewer.remove(name);
    return new StoredRole(role, trust, fewer, attached);
  }

  StoredRole withAttached(String arn) {
    SortedSet<String> more = new TreeSet<>(attached);
    more.add(arn);
    return new StoredRole(role, trust, inline, more);
  }

  StoredRole withoutAttached(String arn) {
    SortedSet<String> fewer = new TreeSet<>(attached);
    fewer.remove(arn);
    return new StoredRole(role, trust, inline, fewer);
  }

  boolean isBoundedBy(String policyArn) {
    return role.permissionsBoundary() != null
        && role.permissionsBoundary().permissionsBoundaryArn().equals(policyArn);
  }
}
