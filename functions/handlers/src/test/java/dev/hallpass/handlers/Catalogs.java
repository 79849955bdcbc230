package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.limited;
import static dev.hallpass.records.Altered.with;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.PolicyTemplate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The catalogue that is deployed, and variations of it.
public final class Catalogs {

  private Catalogs() {}

  public static Catalog deployed() {
    return CompiledCatalog.of(Path.of("../..")).catalog();
  }

  /// Each person can have so many grants that are not open yet.
  public static Catalog withPending(int most) {
    return limited(deployed(), "pending", most);
  }

  /// A list shows so many grants.
  public static Catalog withListed(int most) {
    return limited(deployed(), "listed", most);
  }

  /// Everything can open in two accounts.
  public static Catalog withAccounts() {
    Map<String, AccountId> accounts = new LinkedHashMap<>();
    accounts.put("production", new AccountId("444455556666"));
    accounts.put("staging", new AccountId("777788889999"));
    return varied(one -> with(one, "accounts", accounts));
  }

  /// Each person gets so many questions by mail within an hour.
  public static Catalog withMailsPerHour(int most) {
    return limited(deployed(), "mailsPerHour", most);
  }

  /// Everything is open to these people only.
  public static Catalog openTo(Requesters requesters) {
    return varied(one -> with(one, "requesters", requesters));
  }

  /// Everything is approved by this plan.
  public static Catalog approvedBy(ApprovalPlan plan) {
    return varied(one -> with(one, "rules", List.of(new ApprovalRule(Conditions.NONE, plan))));
  }

  /// Everything may be had under this plan.
  public static Catalog offering(ApprovalPlan plan) {
    return plan instanceof ApprovalPlan.BreakGlass glass
        ? varied(one ->
            with(
                one,
                "breakGlass",
                Optional.of(new BreakGlassRule(List.of(ALICE), one.longest(), glass))))
        : approvedBy(plan);
  }

  /// What break-glass can open, nothing else opens.
  public static Catalog openedByGlassAlone() {
    return varied(one -> one.breakGlass().isEmpty() ? one : with(one, "rules", List.of()));
  }

  /// Bills are seen by this managed policy.
  public static Catalog billsSeenBy(ManagedPolicy policy) {
    return varied(one ->
        one.template().managed().isEmpty()
            ? one
            : with(one, "template", new PolicyTemplate(List.of(), List.of(policy))));
  }

  private static Catalog varied(UnaryOperator<Entitlement> variation) {
    Catalog all = deployed();
    return new Catalog(
        all.settings(), all.entitlements().stream().map(variation).toList(), all.digest());
  }
}
