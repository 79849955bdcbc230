package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/// A managed policy with its versions, by their numbers.
///
/// @param newest the highest number so far; numbers are not used twice
record ManagedPolicy(Policy policy, SortedMap<Integer, Version> versions, int newest) {
  ManagedPolicy {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  record Version(int number, String text, PolicyDocument document, Instant created) {
    String id() {
      return "v" + number;
    }
  }

  static ManagedPolicy first(Policy policy, String text, PolicyDocument document) {
    return first(policy, 1, text, document);
  }

  /// A policy whose earlier versions are gone.
  static ManagedPolicy first(Policy policy, int number, String text, PolicyDocument document) {
    SortedMap<Integer, Version> versions = new TreeMap<>();
    versions.put(number, new Version(number, text, document, policy.createDate()));
    return new ManagedPolicy(policy, versions, number);
  }

  /// Whether it is AWS's own.
  boolean isOfAws() {
    return policy.arn().contains(":iam::aws:");
  }

  ManagedPolicy withVersion(String text, PolicyDocument document, Instant now, boolean asDefault) {
    int number = newest + 1;
    SortedMap<Integer, Version> more = new TreeMap<>(versions);
    more.put(number, new Version(number, text, document, now));
    ManagedPolicy grown = new ManagedPolicy(policy, more, number);
    return asDefault ? grown.withDefault("v" + number, now) : grown;
  }

  ManagedPolicy withoutVersion(Version version) {
    SortedMap<Integer, Version> fewer = new TreeMap<>(versions);
    fewer.remove(version.number());
    return new ManagedPolicy(policy, fewer, newest);
  }

  ManagedPolicy withDefault(String versionId, Instant now) {
    return new ManagedPolicy(
        policy.toBuilder().defaultVersionId(versionId).updateDate(now).build(), versions, newest);
  }

  Optional<Version> version(String id) {
    return versions.values().stream().filter(version -> version.id().equals(id)).findFirst();
  }

  boolean isDefault(Version version) {
    return version.id().equals(policy.defaultVersionId());
  }

  /// The document in force.
  NamedPolicy named() {
    return new NamedPolicy(
        policy.arn(), version(policy.defaultVersionId()).orElseThrow().document());
  }

  PolicyVersion described(Version version) {
    return PolicyVersion.builder()
        .versionId(version.id())
        .isDefaultVersion(isDefault(version))
        .createDate(version.created())
        .build();
  }
}
