package dev.hallpass.compiler;

import static java.util.stream.Collectors.joining;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.Outliving;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Risk;
import dev.hallpass.policy.Statement;
import dev.hallpass.reference.Action;
import dev.hallpass.reference.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What each entitlement opens, for whom, and at what risk: one line for each fact, in an order
/// that only a change of the catalogue or of AWS changes.
record Overview(Reference reference) {

  /// The overview of some entitlements.
  String of(List<Entitlement> entitlements) {
    return entitlements.stream().map(this::of).collect(joining("\n"));
  }

  private String of(Entitlement entitlement) {
    List<String> lines = new ArrayList<>();
    lines.add("for %s".formatted(entitlement.requesters().words()));
    entitlement.questions().forEach(one -> lines.add(words(one)));
    lines.add("for at most %s".formatted(entitlement.longest()));
    entitlement.rules().forEach(rule -> lines.add(words(rule)));
    entitlement.console().ifPresent(page -> lines.add("console opens at " + page));
    if (entitlement.isOpenedByGlassAlone()) {
      lines.add("only break-glass opens it");
    }
    entitlement.breakGlass().map(Overview::words).ifPresent(lines::add);
    entitlement
        .risks()
        .forEach(
            (risk, because) -> lines.add("risk %s, because %s".formatted(risk.word(), because)));
    List<Statement> opened = entitlement.template().statements();
    Outliving.of(opened).forEach(one -> lines.add("outlived by " + one.word()));
    if (entitlement.risks().keySet().stream().anyMatch(Risk::stays)) {
      lines.add("outlived by " + Outliving.CHANGE.word());
    }
    entitlement.template().managed().forEach(one -> lines.add(words(one)));
    opened.forEach(one -> lines.add((one.allows() ? "opens " : "denies ") + words(one)));
    opened.stream().filter(Statement::allows).flatMap(this::meant).distinct().forEach(lines::add);
    entitlement
        .ceiling()
        .statements()
        .forEach(one -> lines.add((one.allows() ? "ceiling " : "ceiling denies ") + words(one)));
    lines.add(
        "at most %d of %d characters"
            .formatted(
                PolicyJson.document(entitlement.longestPolicy(Instant.EPOCH)).length(),
                Policy.MAX_LENGTH));
    return "%s in %s: %s\n%s"
        .formatted(
            entitlement.id(),
            accounts(entitlement.accounts()),
            entitlement.title(),
            lines.stream().map("  %s\n"::formatted).collect(joining()));
  }

  private static String accounts(Map<String, AccountId> accounts) {
    return accounts.isEmpty()
        ? "the hub"
        : accounts.entrySet().stream()
            .map(one -> words(one.getKey(), one.getValue().value()))
            .collect(joining(" or "));
  }

  private static String words(String name, String number) {
    return name.equals(number) ? number : "%s (%s)".formatted(name, number);
  }

  private static String words(Parameter parameter) {
    return "{%s} is %s".formatted(parameter.name(), parameter.words());
  }

  private static String words(ApprovalRule rule) {
    String who =
        switch (rule.plan()) {
          case ApprovalPlan.ByPeople people ->
              people.levels().stream()
                  .map(level -> words(level, people.signed()))
                  .collect(joining(", then "));
          case ApprovalPlan.ByRule _ -> "nobody is asked";
          case ApprovalPlan.BreakGlass glass -> people(glass.owners(), glass.groups());
        };
    return "rule %s, %s: %s%s"
        .formatted(rule.plan().rule(), rule.when().words(), who, reviewed(rule.plan()));
  }

  private static String reviewed(ApprovalPlan plan) {
    return plan.review()
        .map(review -> "; reviewed by %s".formatted(people(review.owners(), review.groups())))
        .orElse("");
  }

  private static String words(Level level, boolean isSigned) {
    return "%d %s%s of %s"
            .formatted(
                level.quorum(),
                isSigned ? "signed " : "",
                level.quorum() == 1 ? "yes" : "yeses",
                people(level.approvers(), level.groups()))
        + level
            .escalation()
            .map(others ->
                " or %s after %s"
                    .formatted(people(others.people(), others.groups()), others.after()))
            .orElse("");
  }

  private static String words(BreakGlassRule glass) {
    return "break-glass for %s, for at most %s, reviewed by %s"
        .formatted(
            glass.words(), glass.longest(), people(glass.plan().owners(), glass.plan().groups()));
  }

  private static String people(List<Person> people, List<Group> groups) {
    return Stream.concat(people.stream().map(Person::email), groups.stream().map(Group::words))
        .collect(joining(", "));
  }

  private static String words(ManagedPolicy policy) {
    return "opens all of %s %s%s%s"
        .formatted(
            policy.arn().name(),
            policy.version(),
            policy.allowsNearlyAll() ? ", nearly everything" : "",
            policy.outlives().stream()
                .map(one -> ", outlived by " + one.word())
                .collect(joining()));
  }

  private static String words(Statement statement) {
    return "%s on %s%s"
        .formatted(
            String.join(", ", statement.actions()),
            String.join(", ", statement.resources()),
            conditions(statement));
  }

  private static String conditions(Statement statement) {
    return statement.conditions().entrySet().stream()
        .flatMap(operator ->
            operator.getValue().entrySet().stream()
                .map(key ->
                    " if %s %s %s"
                        .formatted(
                            operator.getKey(), key.getKey(), String.join(" or ", key.getValue()))))
        .collect(joining(" and"));
  }

  /// What the wildcards stand for, which AWS may change.
  private Stream<String> meant(Statement statement) {
    return statement.actions().stream()
        .filter(action -> action.contains("*") || action.contains("?"))
        .map(action ->
            "%s is %s"
                .formatted(
                    action,
                    reference.matching(action).stream().map(Action::name).collect(joining(", "))));
  }
}
