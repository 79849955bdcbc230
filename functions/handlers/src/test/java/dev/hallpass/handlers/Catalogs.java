package dev.hallpass.handlers;

import dev.hallpass.adapters.yaml.YamlCatalog;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.ApprovalRule;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Conditions;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Requesters;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// The catalogue that is deployed, and variations of it.
public final class Catalogs {

  private Catalogs() {}

  public static Catalog deployed() {
    return YamlCatalog.load(Path.of("../../infra/catalog"));
  }

  /// Everything is open to these people only.
  public static Catalog openTo(Requesters requesters) {
    return varied(one -> varied(one, requesters, one.rules()));
  }

  /// Everything is approved by this plan.
  public static Catalog approvedBy(ApprovalPlan plan) {
    return varied(
        one -> varied(one, one.requesters(), List.of(new ApprovalRule(Conditions.NONE, plan))));
  }

  private static Catalog varied(UnaryOperator<Entitlement> variation) {
    Catalog all = deployed();
    return new Catalog(
        all.settings(), all.entitlements().stream().map(variation).toList(), all.digest());
  }

  private static Entitlement varied(
      Entitlement one, Requesters requesters, List<ApprovalRule> rules) {
    return new Entitlement(
        one.id(),
        one.title(),
        one.use(),
        requesters,
        one.parameters(),
        one.longest(),
        rules,
        one.breakGlass(),
        one.template(),
        one.ceiling(),
        one.account());
  }
}
