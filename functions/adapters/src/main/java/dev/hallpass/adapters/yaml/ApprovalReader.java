package dev.hallpass.adapters.yaml;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.ApprovalRule;
import dev.hallpass.catalog.BreakGlassRule;
import dev.hallpass.catalog.Conditions;
import dev.hallpass.catalog.Requesters;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The way from an entitlement's `approval` and `breakGlass` to who decides.
///
/// @param answerWithin how long a level has that says nothing of it
record ApprovalReader(PeopleReader people, ConditionsReader conditions, Duration answerWithin) {

  private static final int MOST_APPROVERS = 100;
  private static final Pattern NAME = Pattern.compile("(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final String ONLY_RULE = "approval";
  private static final String BREAK_GLASS = "break-glass";

  /// The rules of a list of them, or the one rule that a list of levels is.
  List<ApprovalRule> rules(YamlNode list) {
    List<YamlNode> nodes = list.items();
    if (nodes.stream().noneMatch(node -> node.has("rule"))) {
      return List.of(
          new ApprovalRule(
              Conditions.NONE, new ApprovalPlan.ByPeople(ONLY_RULE, levels(list), false)));
    }
    List<ApprovalRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode node : nodes) {
      YamlFields fields = node.fields("rule", "when", "automatic", "signed", "levels");
      requireName(fields.get("rule"), names);
      rules.add(rules.size() < nodes.size() - 1 ? beforeTheLast(node, fields) : last(fields));
    }
    return rules;
  }

  private static void requireName(YamlNode node, Set<String> names) {
    String name =
        node.text(NAME, "must be lower-case words joined by hyphens, 64 characters at most");
    if (name.equals(BREAK_GLASS)) {
      throw node.refused(name + " is what breaking the glass is called; take another name");
    }
    if (!names.add(name)) {
      throw node.refused("another rule has the name %s; give each its own".formatted(name));
    }
  }

  private ApprovalRule beforeTheLast(YamlNode node, YamlFields fields) {
    if (fields.find("when").isEmpty()) {
      throw node.refused(
          fields.find("automatic").isPresent()
              ? "would approve whatever is asked for; say under when what it approves"
              : "holds always, so that no rule behind it ever would; add when, or put it last");
    }
    return new ApprovalRule(conditions.read(fields.get("when")), plan(fields));
  }

  /// Nothing is left to a rule that no person was meant to decide on.
  private ApprovalRule last(YamlFields fields) {
    fields
        .find("automatic")
        .ifPresent(node -> {
          throw node.refused(
              "the last rule decides on whatever is left, so people must; write levels instead");
        });
    fields
        .find("when")
        .ifPresent(node -> {
          throw node.refused(
              "the last rule must hold always, so that every request finds one; leave when out");
        });
    return new ApprovalRule(Conditions.NONE, plan(fields));
  }

  private ApprovalPlan plan(YamlFields fields) {
    String name = fields.get("rule").text();
    if (fields.find("automatic").map(YamlNode::marked).isEmpty()) {
      return new ApprovalPlan.ByPeople(
          name,
          levels(fields.get("levels")),
          fields.find("signed").map(YamlNode::marked).isPresent());
    }
    for (String surplus : List.of("levels", "signed")) {
      fields
          .find(surplus)
          .ifPresent(node -> {
            throw node.refused("an automatic rule asks nobody; leave %s out".formatted(surplus));
          });
    }
    return new ApprovalPlan.ByRule(name);
  }

  private List<Level> levels(YamlNode list) {
    return list.items().stream().map(this::level).toList();
  }

  private Level level(YamlNode node) {
    YamlFields fields =
        node.fields("approvers", "quorum", "answerWithin", "remindAfter", "escalation");
    List<Person> approvers = people.people(fields.get("approvers"));
    YamlNode quorum = fields.get("quorum");
    int needed = quorum.number(1, MOST_APPROVERS);
    Duration within = fields.find("answerWithin").map(ApprovalReader::time).orElse(answerWithin);
    Level level = quorum.make(() -> new Level(approvers, needed, within));
    Optional<YamlNode> reminder = fields.find("remindAfter");
    Optional<Duration> remindAfter = reminder.map(ApprovalReader::time);
    // Each step is made where it is written, so that a refusal points there.
    Level reminding =
        reminder
            .map(one ->
                one.make(() -> new Level(approvers, needed, within, remindAfter, Optional.empty())))
            .orElse(level);
    return fields
        .find("escalation")
        .map(one -> {
          Optional<Escalation> others = Optional.of(escalation(one));
          return one.make(() -> new Level(approvers, needed, within, remindAfter, others));
        })
        .orElse(reminding);
  }

  private Escalation escalation(YamlNode node) {
    YamlFields fields = node.fields("after", "approvers", "mode");
    return new Escalation(
        time(fields.get("after")),
        people.people(fields.get("approvers")),
        mode(fields.get("mode")));
  }

  private static Escalation.Mode mode(YamlNode node) {
    return switch (node.text()) {
      case "join" -> Escalation.Mode.JOIN;
      case "take-over" -> Escalation.Mode.TAKE_OVER;
      default ->
          throw node.refused(
              "must be join, if the first may still answer, or take-over, if only the others may");
    };
  }

  private static Duration time(YamlNode node) {
    return node.duration(SettingsReader.ONE_SECOND, SettingsReader.LONGEST_ANSWER);
  }

  /// Who may have it at once.
  ///
  /// @param shortest the shortest grant
  /// @param longest of the entitlement
  /// @param requesters who may ask for it at all
  BreakGlassRule breakGlass(
      YamlNode node, Duration shortest, Duration longest, Requesters requesters) {
    YamlFields fields = node.fields("people", "longest", "owners", "reviewWithin", "chaseEach");
    YamlNode list = fields.get("people");
    List<Person> breakers = people.people(list);
    first(breakers, person -> !requesters.include(person))
        .ifPresent(person -> {
          throw list.refused("%s may not ask for this; add them to requesters".formatted(person));
        });
    YamlNode owners = fields.get("owners");
    ApprovalPlan.BreakGlass plan =
        new ApprovalPlan.BreakGlass(
            BREAK_GLASS,
            people.people(owners),
            time(fields.get("reviewWithin")),
            time(fields.get("chaseEach")));
    first(breakers, person -> !plan.worksWithout(person))
        .ifPresent(person -> {
          throw owners.refused(
              "%s alone would review what they opened themselves; add another owner"
                  .formatted(person));
        });
    return new BreakGlassRule(breakers, fields.get("longest").duration(shortest, longest), plan);
  }

  private static Optional<Person> first(List<Person> people, Predicate<Person> which) {
    return people.stream().filter(which).findFirst();
  }
}
