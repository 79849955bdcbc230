package dev.hallpass.infra.iam;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The other accounts in the hub's stack, by the names of their roles. [HallpassTarget] is deployed
/// there.
public final class OtherAccounts extends Construct {

  private final Catalog catalog;

  public OtherAccounts(Construct scope, Catalog catalog) {
    super(scope, "Accounts");
    this.catalog = catalog;
  }

  /// Lets one function, and no other, open sessions of the entitlements' roles in all accounts.
  public void openEntitlementsTo(Handler handler) {
    handler.allow(
        List.of("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"),
        catalog.entitlements().stream().flatMap(this::roles).toList());
  }

  /// Lets functions create and delete policies in the other accounts.
  public void openProvisionersTo(Handler... handlers) {
    for (Handler handler : handlers) {
      catalog
          .settings()
          .accounts()
          .forEach(account ->
              handler.allow(
                  PolicyStatement.Builder.create()
                      .actions(List.of("sts:AssumeRole"))
                      .resources(List.of(role(account.id().value(), ProvisionerRole.NAME)))
                      .conditions(
                          Map.of("StringEquals", Map.of("sts:ExternalId", account.externalId())))
                      .build()));
    }
  }

  private Stream<String> roles(Entitlement entitlement) {
    String name = "hallpass/" + entitlement.id();
    return entitlement.accounts().isEmpty()
        ? Stream.of(role(Stack.of(this).getAccount(), name))
        : entitlement.accounts().values().stream().map(account -> role(account.value(), name));
  }

  private String role(String account, String name) {
    return "arn:%s:iam::%s:role/%s".formatted(Stack.of(this).getPartition(), account, name);
  }
}
