package dev.hallpass.catalog;

import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import java.util.List;
import java.util.Optional;

/// Everything that can be asked for, as it was deployed.
///
/// @param digest over the files it was read from
public record Catalog(Settings settings, List<Entitlement> entitlements, Sha256 digest) {

  public Catalog {
    entitlements = List.copyOf(entitlements);
  }

  /// The entitlement of this name, if there is one that this person may ask for. To everybody else
  /// it is as if it were not there.
  public Optional<Entitlement> entitlement(String name, Person person) {
    return openTo(person).stream().filter(one -> one.id().value().equals(name)).findFirst();
  }

  /// The entitlements a person may ask for.
  public List<Entitlement> openTo(Person person) {
    return entitlements.stream().filter(entitlement -> entitlement.isOpenTo(person)).toList();
  }
}
