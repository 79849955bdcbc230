package dev.hallpass.catalog;

import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import java.util.List;
import java.util.Optional;

/// The deployed catalogue: the settings and all entitlements.
///
/// @param digest the digest of its files
public record Catalog(Settings settings, List<Entitlement> entitlements, Sha256 digest) {

  public Catalog {
    entitlements = List.copyOf(entitlements);
  }

  /// The entitlement with this name, if it exists and the person can request it. Others cannot
  /// learn that it exists.
  public Optional<Entitlement> entitlement(String name, Person person) {
    return openTo(person).stream().filter(one -> one.id().value().equals(name)).findFirst();
  }

  /// The entitlements that a person can request.
  public List<Entitlement> openTo(Person person) {
    return entitlements.stream().filter(entitlement -> entitlement.isOpenTo(person)).toList();
  }
}
