package dev.hallpass.infra;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.ManagedPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The accounts of a catalogue by kind: those of a kind have the same entitlements and external id,
/// and so the same template.
final class TargetKinds {

  private TargetKinds() {}

  /// The accounts of each kind, in the order of the catalogue.
  static Collection<List<TargetAccount>> of(Catalog catalog) {
    Map<AccountId, List<String>> entitlements = new HashMap<>();
    for (Entitlement entitlement : catalog.entitlements()) {
      for (AccountId account : entitlement.accounts().values()) {
        entitlements.computeIfAbsent(account, _ -> new ArrayList<>()).add(entitlement.id().value());
      }
    }
    Map<Kind, List<TargetAccount>> kinds = new LinkedHashMap<>();
    for (TargetAccount account : catalog.settings().accounts()) {
      Kind kind =
          new Kind(
              entitlements.getOrDefault(account.id(), List.of()),
              account.externalId(),
              managed(catalog, account.id()));
      kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(account);
    }
    return kinds.values();
  }

  private static List<String> managed(Catalog catalog, AccountId account) {
    return catalog.managedPolicies().stream()
        .map(ManagedPolicy::arn)
        .filter(arn -> arn.account().equals(Optional.of(account)))
        .map(arn -> arn.value().replace(account.value(), ""))
        .toList();
  }

  /// @param managed the managed policies of the account, without its number
  private record Kind(List<String> entitlements, String externalId, List<String> managed) {

    Kind {
      entitlements = List.copyOf(entitlements);
      managed = List.copyOf(managed);
    }
  }
}
