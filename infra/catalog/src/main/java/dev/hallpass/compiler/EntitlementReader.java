package dev.hallpass.compiler;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.catalog.ApprovalRule;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Grammar;
import dev.hallpass.catalog.Parameter;
import dev.hallpass.catalog.Requesters;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads an entitlement from a file below `entitlements/`.
///
/// @param answerWithin the time to answer of a level that names none
record EntitlementReader(Settings settings, Duration answerWithin, AwsReference reference) {

  // All times are equally long.
  private static final Instant SOME_TIME = Instant.EPOCH;

  Entitlement read(String file, YamlNode node) {
    YamlFields fields =
        node.fields(
            "entitlement",
            "title",
            "use",
            "requesters",
            "parameters",
            "longest",
            "approval",
            "breakGlass",
            "outlives",
            "risks",
            "policy",
            "except",
            "passes",
            "assumes",
            "ceiling",
            "account",
            "accounts");
    Map<String, AccountId> accounts =
        new AccountsReader(settings).read(fields.find("account"), fields.find("accounts"));
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    fields.find("parameters").ifPresent(list -> readParameters(list, parameters));
    List<StatementNode> narrow = StatementNode.read(fields.get("policy"), Effect.ALLOW);
    List<StatementNode> whole = new ArrayList<>(narrow);
    fields.find("except").ifPresent(list -> whole.addAll(StatementNode.read(list, Effect.DENY)));
    StatementNode.requireSids(whole);
    Renderings renderings = new Renderings(withOwnPlaces(parameters, accounts));
    whole.forEach(new TemplateRules(renderings)::check);
    requirePlace(whole, accounts);
    OptionalRules.check(narrow, whole, parameters);
    RolesReader roles = new RolesReader(fields.find("passes"), fields.find("assumes"));
    PolicyTemplate template =
        template(fields.get("policy"), accounts, statements(whole, roles.statements()));
    fields.find("parameters").ifPresent(list -> requireUse(list, template));
    RiskRules risks = new RiskRules(fields.find("risks"));
    risks.checkActions(narrow, roles.risks(), reference);
    OutlivesRules.check(fields.get("policy"), fields.find("outlives"), template);
    whole.forEach(new ValidationRules(reference, renderings)::check);
    PeopleReader people = new PeopleReader(settings.people());
    Requesters requesters = people.requesters(fields.get("requesters"));
    Duration longest = longest(fields.get("longest"));
    ApprovalReader approval =
        new ApprovalReader(
            people,
            new ConditionsReader(settings, asked(parameters, accounts), longest),
            answerWithin);
    List<ApprovalRule> rules = approval.rules(fields.get("approval"));
    risks.checkPrice(accounts.isEmpty(), fields.get("approval"), rules);
    Entitlement entitlement =
        new Entitlement(
            id(file, fields.get("entitlement")),
            fields.get("title").text(),
            fields.get("use").text(),
            requesters,
            List.copyOf(parameters.values()),
            longest,
            rules,
            fields
                .find("breakGlass")
                .map(glass -> approval.breakGlass(glass, settings.shortest(), longest, requesters)),
            template,
            risks.risks(),
            accounts);
    // All accounts have ceilings of the same form.
    Ceiling ceiling =
        accounts.values().stream()
            .findFirst()
            .flatMap(entitlement::in)
            .orElse(entitlement)
            .ceiling();
    fields.find("ceiling").ifPresent(written -> CeilingRules.check(written, entitlement.ceiling()));
    requireRoom(fields.get("policy"), () -> entitlement.longestPolicy(SOME_TIME));
    requireRoom(fields.get("policy"), ceiling::boundary);
    return entitlement;
  }

  private static EntitlementId id(String file, YamlNode node) {
    EntitlementId id = node.as(EntitlementId::new);
    if (!file.equals(CatalogFiles.ENTITLEMENTS + "/" + id + ".yaml")) {
      throw node.refused(
          "the entitlement %s must stand in %s.yaml; rename the entitlement or the file"
              .formatted(id, id));
    }
    return id;
  }

  private static void requirePlace(
      List<StatementNode> statements, Map<String, AccountId> accounts) {
    if (accounts.size() < 2) {
      return;
    }
    for (StatementNode statement : statements) {
      for (YamlNode resource : statement.resources()) {
        String[] parts = resource.text().split(":", 6);
        if (parts.length == 6 && Grammar.ACCOUNT.allows(parts[4])) {
          throw resource.refused(
              "names one account, and the access can open in %d; write {account} in place of %s"
                  .formatted(accounts.size(), parts[4]));
        }
      }
    }
  }

  private static void readParameters(YamlNode list, Map<String, Parameter> parameters) {
    for (YamlNode node : list.items()) {
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
    }
  }

  private static void requireUse(YamlNode list, PolicyTemplate template) {
    for (YamlNode node : list.items()) {
      String name = ParameterReader.read(node).name();
      if (!template.places().contains(name)) {
        throw node.refused(
            "the policy does not use the parameter %s; write {%s} into it or leave it out"
                .formatted(name, name));
      }
    }
  }

  /// In the hub, `{account}` is the hub's number.
  private PolicyTemplate template(
      YamlNode policy, Map<String, AccountId> accounts, List<Statement> statements) {
    PolicyTemplate template = policy.make(() -> new PolicyTemplate(statements));
    return settings
        .hub()
        .filter(_ -> accounts.isEmpty())
        .map(hub -> template.with(Entitlement.ACCOUNT, hub.value()))
        .orElse(template);
  }

  private Duration longest(YamlNode node) {
    Duration longest = node.duration();
    if (longest.compareTo(settings.shortest()) < 0) {
      throw node.refused(
          "%s is shorter than the shortest grant; write at least %s"
              .formatted(longest, settings.shortest()));
    }
    return longest;
  }

  private static void requireRoom(YamlNode node, Supplier<Policy> policy) {
    int length = PolicyJson.write(node.make(policy)).length();
    if (length > Policy.MAX_LENGTH) {
      throw node.refused(
          ("has up to %d characters in IAM, with the denial of all the rest, and IAM takes at most"
                  + " %d; write fewer resources and actions, where a wildcard says the same, or split"
                  + " the entitlement")
              .formatted(length, Policy.MAX_LENGTH));
    }
  }

  private static List<Statement> statements(List<StatementNode> nodes, List<Statement> roles) {
    return Stream.concat(nodes.stream().map(StatementNode::statement), roles.stream()).toList();
  }

  private Map<String, Parameter> withOwnPlaces(
      Map<String, Parameter> parameters, Map<String, AccountId> accounts) {
    Map<String, Parameter> all = new LinkedHashMap<>(parameters);
    all.put(
        Entitlement.REQUESTER,
        new Parameter.Typed(Entitlement.REQUESTER, "The requester's address", Grammar.KEY));
    Collection<AccountId> known =
        accounts.isEmpty() ? settings.hub().stream().toList() : accounts.values();
    if (!known.isEmpty()) {
      all.put(
          Entitlement.ACCOUNT,
          new Parameter.Choice(
              Entitlement.ACCOUNT,
              "The number of the account",
              known.stream().map(AccountId::value).toList()));
    }
    return all;
  }

  /// What requests can answer.
  private static Map<String, Parameter> asked(
      Map<String, Parameter> parameters, Map<String, AccountId> accounts) {
    Map<String, Parameter> all = new LinkedHashMap<>(parameters);
    if (accounts.size() > 1) {
      all.put(Entitlement.ACCOUNT, Entitlement.accountChoice(accounts));
    }
    return all;
  }
}
