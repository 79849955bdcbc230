package dev.hallpass.catalog;

import java.util.List;
import java.util.Optional;

/// The entitlements of a catalogue. One of them can be had without reading the others, which a
/// function has no time for at its start.
public interface Entitlements {

  /// The entitlement with this name, if it exists.
  Optional<Entitlement> named(String name);

  /// All of them.
  List<Entitlement> all();

  /// Entitlements in memory.
  record Listed(List<Entitlement> all) implements Entitlements {
    public Listed {
      all = List.copyOf(all);
    }

    @Override
    public Optional<Entitlement> named(String name) {
      return all.stream().filter(one -> one.id().value().equals(name)).findFirst();
    }
  }
}
