package dev.hallpass.compiler.policy;

import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.PolicyTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The accounts in which an entitlement can open access.
///
/// @param byName the accounts by name; empty for the hub
/// @param hub the hub, if the settings name it
public record Accounts(Map<String, AccountId> byName, Optional<AccountId> hub) {

  /// Stands for accounts with a mistake, so that the policy can be checked all the same.
  public static final Accounts SOME =
      new Accounts(Map.of(), Optional.of(new AccountId("0".repeat(AccountId.LENGTH))));

  /// Reads them from the fields of an entitlement, `account` or `accounts`.
  public static Accounts read(Settings settings, YamlFields fields) {
    Map<String, AccountId> accounts = new TreeMap<>();
    Optional<YamlNode> several = fields.find("accounts");
    fields
        .find("account")
        .ifPresent(node -> {
          if (several.isPresent()) {
            throw node.refused("stands beside accounts; keep one of the two");
          }
          TargetAccount one = only(node, meantBy(node, settings));
          accounts.put(one.name(), one.id());
        });
    Mistakes.checkEach(
        several.map(YamlNode::items).orElse(List.of()),
        node ->
            meantBy(node, settings).forEach(account -> accounts.put(account.name(), account.id())));
    return new Accounts(accounts, settings.hub());
  }

  private static TargetAccount only(YamlNode node, List<TargetAccount> meant) {
    if (meant.size() > 1) {
      throw node.refused(
          "%s stands for %d accounts; write it into the list accounts, and requesters choose one"
              .formatted(node.text(), meant.size()));
    }
    return meant.getFirst();
  }

  private static List<TargetAccount> meantBy(YamlNode node, Settings settings) {
    List<TargetAccount> meant = settings.accountsMeantBy(node.text());
    if (meant.isEmpty()) {
      throw node.refused(
          "%s is not one of the accounts in %s; add it there, or leave the field out for the hub"
              .formatted(node.text(), CatalogFiles.SETTINGS));
    }
    return meant;
  }

  /// Whether the access opens in the account of Hallpass.
  boolean areHub() {
    return byName.isEmpty();
  }

  /// The place of the account's number, with each that it can be; empty if none is known.
  Optional<Parameter> place() {
    List<String> numbers =
        (areHub() ? hub.stream() : byName.values().stream()).map(AccountId::value).toList();
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Parameter.Choice(Entitlement.ACCOUNT, "The number of the account", numbers));
  }

  /// What a request answers; empty if there is no choice.
  public Optional<Parameter> question() {
    return byName.size() > 1 ? Optional.of(Entitlement.accountChoice(byName)) : Optional.empty();
  }

  /// A template in which the hub's number stands in its place.
  PolicyTemplate filled(PolicyTemplate template) {
    return hub.filter(_ -> areHub())
        .map(number -> template.with(Entitlement.ACCOUNT, number.value()))
        .orElse(template);
  }

  /// Checks that no ARN names one of several accounts.
  void requirePlace(List<StatementNode> statements) {
    Stream<YamlNode> resources =
        statements.stream().flatMap(statement -> statement.resources().stream());
    Mistakes.checkEach(
        byName.size() > 1 ? resources.toList() : List.of(),
        resource -> {
          String[] parts = resource.text().split(":", 6);
          if (parts.length == 6 && Grammar.ACCOUNT.allows(parts[4])) {
            throw resource.refused(
                "names one account, and the access can open in %d; write {account} in place of %s"
                    .formatted(byName.size(), parts[4]));
          }
        });
  }
}
