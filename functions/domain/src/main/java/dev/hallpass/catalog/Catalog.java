package dev.hallpass.catalog;

import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.ManagedPolicy;
import java.util.List;
import java.util.Optional;

/// The deployed catalogue: the settings and all entitlements.
///
/// @param all its entitlements
/// @param digest the digest of what was compiled
public record Catalog(Settings settings, Entitlements all, Sha256 digest) {

  public Catalog(Settings settings, List<Entitlement> entitlements, Sha256 digest) {
    this(settings, new Entitlements.Listed(entitlements), digest);
  }

  /// All entitlements.
  public List<Entitlement> entitlements() {
    return all.all();
  }

  /// The entitlement with this name, if it exists and the person can request it. Others cannot
  /// learn that it exists.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory did not answer
  public Optional<Entitlement> entitlement(String name, Person person, Memberships memberships) {
    return all.named(name).filter(entitlement -> entitlement.isOpenTo(person, memberships));
  }

  /// The managed policies of all entitlements.
  public List<ManagedPolicy> managedPolicies() {
    return entitlements().stream()
        .flatMap(entitlement -> entitlement.template().managed().stream())
        .distinct()
        .toList();
  }

  /// The entitlements that a person can request.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory did not answer
  public List<Entitlement> openTo(Person person, Memberships memberships) {
    return entitlements().stream()
        .filter(entitlement -> entitlement.isOpenTo(person, memberships))
        .toList();
  }
}
