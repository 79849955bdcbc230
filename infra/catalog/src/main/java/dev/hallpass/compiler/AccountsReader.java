package dev.hallpass.compiler;

import dev.hallpass.catalog.Grammar;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.identity.AccountId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the accounts in which an entitlement can open access.
record AccountsReader(Settings settings) {

  /// The accounts by name, in the order of the file; empty for the hub.
  ///
  /// @param one the field for one account, if it is there
  /// @param several the field for several, if it is there
  Map<String, AccountId> read(Optional<YamlNode> one, Optional<YamlNode> several) {
    Map<String, AccountId> accounts = new LinkedHashMap<>();
    one.ifPresent(node -> {
      if (several.isPresent()) {
        throw node.refused("stands beside accounts; keep one of the two");
      }
      List<TargetAccount> meant = meantBy(node);
      if (meant.size() > 1) {
        throw node.refused(
            "%s stands for %d accounts; write it into the list accounts, and requesters choose one"
                .formatted(node.text(), meant.size()));
      }
      accounts.put(meant.getFirst().name(), meant.getFirst().id());
    });
    several.ifPresent(list ->
        list.items()
            .forEach(node ->
                meantBy(node).forEach(account -> accounts.put(account.name(), account.id()))));
    return accounts;
  }

  private static String word(YamlNode node) {
    return Grammar.ACCOUNT.allows(node.text()) ? node.text() : node.as(TargetAccount::checkedName);
  }

  private List<TargetAccount> meantBy(YamlNode node) {
    List<TargetAccount> meant = settings.accountsMeantBy(word(node));
    if (meant.isEmpty()) {
      throw node.refused(
          "%s is not one of the accounts in %s; add it there, or leave the field out for the hub"
              .formatted(node.text(), CatalogFiles.SETTINGS));
    }
    return meant;
  }
}
