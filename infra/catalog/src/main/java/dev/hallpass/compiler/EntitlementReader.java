package dev.hallpass.compiler;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.ConsolePath;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.compiler.policy.Accounts;
import dev.hallpass.compiler.policy.CeilingRules;
import dev.hallpass.compiler.policy.ManagedReader;
import dev.hallpass.compiler.policy.ManagedRules;
import dev.hallpass.compiler.policy.PolicyReader;
import dev.hallpass.compiler.policy.RiskRules;
import dev.hallpass.compiler.settings.PeopleReader;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Reads an entitlement from a file below `entitlements/`.
///
/// @param settings what stands for all entitlements
/// @param installation what only a deployment needs
/// @param answerWithin the time to answer of a level that names none
/// @param files the files of managed policies
/// @param reference AWS's reference
record EntitlementReader(
    Supplier<Settings> settings,
    Supplier<Installation> installation,
    Supplier<Duration> answerWithin,
    CatalogFiles files,
    AwsReference reference) {

  // A workflow lives a year (source: Step Functions, quotas). It also waits for answers, and up to
  // 30 days for the start.
  private static final String LONGEST = "P300D";

  // All times are equally long.
  private static final Instant SOME_TIME = Instant.EPOCH;

  Entitlement read(String file, YamlFields fields) {
    Mistakes mistakes = new Mistakes();
    var id = mistakes.in(() -> id(file, fields.get("entitlement")));
    var read = mistakes.in(() -> Accounts.read(settings.get(), fields));
    Accounts accounts = Mistakes.orElse(read, Accounts.SOME);
    var parameters = mistakes.in(() -> parameters(fields.find("parameters")));
    var risks = mistakes.in(() -> new RiskRules(fields.find("risks")));
    var managed = mistakes.in(() -> ManagedRules.read(new ManagedReader(files), fields, reference));
    var template =
        mistakes.in(() ->
            new PolicyReader(
                    reference, installation.get().partition(), parameters, accounts, managed, risks)
                .read(fields));
    mistakes.check(() -> checkWidth(fields, parameters.get(), accounts, template.get()));
    var people = mistakes.in(() -> new PeopleReader(settings.get(), installation));
    var requesters = mistakes.in(() -> people.get().requesters(fields.get("requesters")));
    var longest = mistakes.in(() -> longest(fields.get("longest")));
    var approval =
        mistakes.in(() ->
            new ApprovalReader(
                people.get(),
                new ConditionsReader(
                    settings.get(), people.get(), () -> asked(parameters.get(), accounts), longest),
                answerWithin.get()));
    var unreviewed =
        mistakes.in(() -> fields.find("approval").map(approval.get()::rules).orElse(List.of()));
    var review = mistakes.in(() -> fields.find("review").map(node -> approval.get().review(node)));
    var rules =
        mistakes.in(
            () -> ApprovalReader.reviewed(unreviewed.get(), fields.find("review"), review.get()));
    var decides = mistakes.in(() -> decides(fields));
    var breakGlass =
        mistakes.in(() ->
            fields
                .find("breakGlass")
                .map(glass ->
                    approval
                        .get()
                        .breakGlass(
                            glass, settings.get().limits().shortest(), longest, requesters)));
    mistakes.check(() ->
        risks.get().checkPrice(read.get(), decides.get(), rules.get(), fields.find("review")));
    mistakes.check(() ->
        managed
            .get()
            .check(
                installation.get().partition(),
                read.get(),
                decides.get(),
                rules.get(),
                fields.get("longest")));
    var console =
        mistakes.in(
            () -> fields.find("console").map(node -> console(node, parameters.get().keySet())));
    mistakes.refuse();
    return new Entitlement(
        id.get(),
        fields.get("title").text(),
        fields.get("use").text(),
        requesters.get(),
        List.copyOf(parameters.get().values()),
        longest.get(),
        rules.get(),
        breakGlass.get(),
        template.get(),
        risks.get().risks(),
        accounts.byName(),
        console.get());
  }

  private static ConsolePath console(YamlNode node, Set<String> parameters) {
    ConsolePath console = node.as(ConsolePath::new);
    console.places().stream()
        .filter(place -> !parameters.contains(place) && Entitlement.ownPlace(place).isEmpty())
        .findFirst()
        .ifPresent(place -> {
          throw node.refused(
              "the page of the console uses an unknown parameter {%s}; add it under parameters, or correct the name"
                  .formatted(place));
        });
    return console;
  }

  /// Where the file says who decides. Without approval, only break-glass opens the access.
  private static YamlNode decides(YamlFields fields) {
    return fields
        .find("approval")
        .or(() -> fields.find("breakGlass"))
        .orElseGet(() -> fields.get("approval"));
  }

  private static EntitlementId id(String file, YamlNode node) {
    EntitlementId id = new EntitlementId(node.text());
    if (!file.equals(CatalogFiles.ENTITLEMENTS + "/" + id + ".yaml")) {
      throw node.refused(
          "the entitlement %s must stand in %s.yaml; rename the entitlement or the file"
              .formatted(id, id));
    }
    return id;
  }

  private static Map<String, Parameter> parameters(Optional<YamlNode> list) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Mistakes.checkEach(
        list.map(YamlNode::items).orElse(List.of()),
        node -> {
          Parameter parameter = ParameterReader.read(node);
          Entitlement.ownPlace(parameter.name())
              .ifPresent(what -> {
                throw node.refused(
                    "{%s} is %s, without a parameter; leave it out, or take another name"
                        .formatted(parameter.name(), what));
              });
          if (parameters.put(parameter.name(), parameter) != null) {
            throw node.refused(
                "the parameter %s is listed twice; keep one of them".formatted(parameter.name()));
          }
        });
    return parameters;
  }

  /// What requests answer, by name.
  private static Map<String, Parameter> asked(
      Map<String, Parameter> parameters, Accounts accounts) {
    Map<String, Parameter> all = new LinkedHashMap<>(parameters);
    accounts.question().ifPresent(one -> all.put(one.name(), one));
    return all;
  }

  private Duration longest(YamlNode node) {
    Duration longest = node.duration();
    Duration shortest = settings.get().limits().shortest();
    if (longest.compareTo(shortest) < 0) {
      throw node.refused(
          "%s is shorter than the shortest grant; write at least %s".formatted(longest, shortest));
    }
    if (longest.compareTo(Duration.parse(LONGEST)) > 0) {
      throw node.refused(
          "%s is longer than the workflow of a grant can wait for its end; write at most %s"
              .formatted(node.text(), LONGEST));
    }
    return longest;
  }

  /// Checks what follows from the policy: the ceiling, and how long both can get.
  private static void checkWidth(
      YamlFields fields,
      Map<String, Parameter> parameters,
      Accounts accounts,
      PolicyTemplate template) {
    Entitlement opening = opening(List.copyOf(parameters.values()), accounts, template);
    // All accounts have ceilings of the same form.
    Entitlement inOne =
        accounts.byName().values().stream().findFirst().flatMap(opening::in).orElse(opening);
    Mistakes.all(
        () ->
            fields
                .find("ceiling")
                .ifPresent(written -> CeilingRules.check(written, opening.ceiling())),
        () -> {
          requireRoom(
              PolicyReader.opened(fields),
              () -> opening.longestPolicy(SOME_TIME),
              longest(parameters.values()));
          requireRoom(PolicyReader.opened(fields), inOne.ceiling()::boundary, "");
        });
  }

  /// An entitlement of this access, for nobody.
  private static Entitlement opening(
      List<Parameter> parameters, Accounts accounts, PolicyTemplate template) {
    return new Entitlement(
        new EntitlementId("access"),
        "",
        "",
        new Requesters(List.of(), List.of()),
        parameters,
        Duration.ZERO,
        List.of(new ApprovalRule(Conditions.NONE, new ApprovalPlan.ByRule("nobody"))),
        Optional.empty(),
        template,
        Map.of(),
        accounts.byName(),
        Optional.empty());
  }

  /// How much room the values of parameters are given, in words.
  private static String longest(Collection<Parameter> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.stream()
            .map(one ->
                "{%s} with %s%d characters"
                    .formatted(
                        one.name(),
                        one.most() > 1 ? "%d values of ".formatted(one.most()) : "",
                        one.longest().length()))
            .collect(
                Collectors.joining(
                    ", ",
                    "; counted are ",
                    ", so a grammar or a pattern of shorter values, or a smaller most, helps too"));
  }

  /// @param counted what of it parameters fill, in words
  private static void requireRoom(YamlNode node, Supplier<Policy> policy, String counted) {
    int length = PolicyJson.document(node.make(policy)).length();
    if (length > Policy.MAX_LENGTH) {
      throw node.refused(
          ("has up to %d characters in IAM, with the denial of all the rest, and IAM takes at most"
                  + " %d; write fewer resources and actions, where a wildcard says the same, or split"
                  + " the entitlement%s")
              .formatted(length, Policy.MAX_LENGTH, counted));
    }
  }
}
