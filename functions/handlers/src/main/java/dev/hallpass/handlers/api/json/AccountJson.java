package dev.hallpass.handlers.api.json;

import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.identity.AccountId;
import tools.jackson.databind.node.ObjectNode;

/// The account in which access opens, in the API.
public final class AccountJson {

  private AccountJson() {}

  /// Adds the member `account`, with the name that the settings give to it. The hub has none.
  public static void put(ObjectNode json, AccountId account, Settings settings) {
    ObjectNode tree = json.putObject("account").put("id", account.value());
    settings.account(account).map(TargetAccount::name).ifPresent(name -> tree.put("name", name));
  }
}
