package dev.hallpass.infra.iam;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The other accounts in the hub's stack, by the names of their roles. [HallpassTarget] is deployed
/// there.
///
/// A role has no room for the ARNs of hundreds of accounts. Above a number of them, or of roles in
/// them, the rights go by the names of the roles alone, in the organization if the settings name
/// it. What they open is decided by the roles: each trusts one function of the hub, and a
/// provisioner also asks for the external id of its account.
public final class OtherAccounts extends Construct {

  private static final int MOST_ROLES = 100;
  private static final int MOST_ACCOUNTS = 20;

  private final Catalog catalog;
  private final List<String> organizations;

  /// @param organizations the organization of all accounts, if it is known
  public OtherAccounts(Construct scope, Catalog catalog, List<String> organizations) {
    super(scope, "Accounts");
    this.catalog = catalog;
    this.organizations = List.copyOf(organizations);
  }

  /// Lets one function, and no other, open sessions of the entitlements' roles in all accounts.
  public void openEntitlementsTo(Handler handler) {
    List<String> actions = List.of("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession");
    List<String> roles = catalog.entitlements().stream().flatMap(this::roles).toList();
    handler.allow(
        roles.size() > MOST_ROLES
            ? inEachAccount(actions, "hallpass/*", Map.of())
            : PolicyStatement.Builder.create().actions(actions).resources(roles).build());
  }

  /// Lets functions create and delete policies in the other accounts.
  public void openProvisionersTo(Handler... handlers) {
    List<TargetAccount> accounts = catalog.settings().accounts();
    for (Handler handler : handlers) {
      if (accounts.size() > MOST_ACCOUNTS) {
        handler.allow(
            inEachAccount(
                List.of("sts:AssumeRole"),
                ProvisionerRole.NAME,
                Map.of("Null", Map.of("sts:ExternalId", "false"))));
      } else {
        accounts.forEach(account ->
            handler.allow(assume(account.id(), ProvisionerRole.NAME, account.externalId())));
      }
    }
  }

  /// Lets functions read the groups of Identity Center, if the settings say where it is.
  public void openDirectoryTo(Handler... handlers) {
    for (Handler handler : handlers) {
      catalog
          .settings()
          .identityStore()
          .ifPresent(store -> {
            handler.knownToOtherAccounts();
            handler.allow(assume(store.account(), DirectoryRole.NAME, store.externalId()));
          });
    }
  }

  private PolicyStatement assume(AccountId account, String name, String externalId) {
    return PolicyStatement.Builder.create()
        .actions(List.of("sts:AssumeRole"))
        .resources(List.of(role(account.value(), name)))
        .conditions(Map.of("StringEquals", Map.of("sts:ExternalId", externalId)))
        .build();
  }

  private PolicyStatement inEachAccount(
      List<String> actions, String role, Map<String, Object> conditions) {
    Map<String, Object> all = new TreeMap<>(conditions);
    organizations.forEach(
        organization -> all.put("StringEquals", Map.of("aws:ResourceOrgID", organization)));
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(List.of(role("*", role)))
        .conditions(all)
        .build();
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
