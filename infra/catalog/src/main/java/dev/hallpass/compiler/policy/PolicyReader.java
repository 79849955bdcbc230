package dev.hallpass.compiler.policy;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads what an entitlement opens: `managedPolicies`, `policy`, `except`, `passes` and `assumes`.
///
/// @param partition the partition of AWS
/// @param parameters the entitlement's parameters, by name
/// @param accounts the accounts in which it can open access
/// @param managed the managed policies that it names
/// @param risks the risks that it takes
public record PolicyReader(
    AwsReference reference,
    String partition,
    Supplier<Map<String, Parameter>> parameters,
    Accounts accounts,
    Supplier<ManagedRules> managed,
    Supplier<RiskRules> risks) {

  public PolicyTemplate read(YamlFields fields) {
    YamlNode opened = opened(fields);
    Mistakes mistakes = new Mistakes();
    var allowed = mistakes.in(() -> StatementNode.read(fields.find("policy"), Effect.ALLOW));
    var denied = mistakes.in(() -> StatementNode.read(fields.find("except"), Effect.DENY));
    var whole = mistakes.in(() -> both(allowed.get(), denied.get()));
    mistakes.check(() -> Mistakes.checkEach(whole.get(), StatementNode::check));
    mistakes.check(() -> StatementNode.requireSids(whole.get()));
    mistakes.check(() -> accounts.requirePlace(whole.get()));
    mistakes.check(() -> OptionalRules.check(allowed.get(), whole.get(), parameters.get()));
    var roles = mistakes.in(() -> new RolesReader(fields.find("passes"), fields.find("assumes")));
    mistakes.check(() -> roles.get().requirePartition(partition));
    mistakes.check(() -> roles.get().requireOutside(accounts.hub()));
    mistakes.check(() -> roles.get().requireForeign());
    mistakes.check(() -> Mistakes.checkEach(allowed.get(), one -> one.requireOpen(denied.get())));
    mistakes.check(() ->
        risks
            .get()
            .checkActions(whole.get(), roles.get().risks(), managed.get().risky(), reference));
    var renderings = mistakes.in(() -> new Renderings(withOwnPlaces(parameters.get())));
    var template =
        mistakes.in(
            () -> template(opened, whole.get(), roles.get().statements(), renderings.get()));
    mistakes.check(() -> requireUse(fields.find("parameters"), template.get()));
    mistakes.check(() ->
        OutlivesRules.check(
            opened,
            fields.find("policy"),
            fields.find("outlives"),
            template.get(),
            risks.get().risks().keySet()));
    mistakes.check(() -> {
      // Only a template without unknown places can be filled in.
      PolicyTemplate _ = template.get();
      Mistakes.checkEach(whole.get(), new ValidationRules(reference, renderings.get())::check);
    });
    mistakes.refuse();
    return accounts.filled(template.get()).with(Entitlement.PARTITION, partition);
  }

  /// Where the file says what it opens.
  public static YamlNode opened(YamlFields fields) {
    return fields.find("policy").orElseGet(() -> fields.get("managedPolicies"));
  }

  private static List<StatementNode> both(List<StatementNode> some, List<StatementNode> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private PolicyTemplate template(
      YamlNode opened,
      List<StatementNode> statements,
      List<Statement> roles,
      Renderings renderings) {
    Mistakes.checkEach(statements, new TemplateRules(partition, renderings)::check);
    List<Statement> all =
        new ArrayList<>(statements.stream().map(StatementNode::statement).toList());
    all.addAll(roles);
    return opened.make(() -> new PolicyTemplate(all, managed.get().named()));
  }

  private static void requireUse(Optional<YamlNode> list, PolicyTemplate template) {
    Mistakes.checkEach(
        list.map(YamlNode::items).orElse(List.of()),
        node -> {
          String name = node.fields().get("name").text();
          if (!template.places().contains(name)) {
            throw node.refused(
                "the policy does not use the parameter %s; write {%s} into it or leave it out"
                    .formatted(name, name));
          }
        });
  }

  private Map<String, Parameter> withOwnPlaces(Map<String, Parameter> own) {
    Map<String, Parameter> all = new LinkedHashMap<>(own);
    all.put(
        Entitlement.PARTITION,
        new Parameter.Choice(Entitlement.PARTITION, "The partition of AWS", List.of(partition)));
    all.put(
        Entitlement.REQUESTER,
        new Parameter.Typed(Entitlement.REQUESTER, "The requester's address", Grammar.KEY));
    accounts.place().ifPresent(one -> all.put(one.name(), one));
    return all;
  }
}
