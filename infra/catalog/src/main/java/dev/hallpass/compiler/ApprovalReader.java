package dev.hallpass.compiler;

import static java.util.stream.Collectors.joining;

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

/// Reads an entitlement's `approval` and `breakGlass`.
///
/// @param answerWithin the time to answer of a level that names none
record ApprovalReader(PeopleReader people, ConditionsReader conditions, Duration answerWithin) {

  private static final int MOST_APPROVERS = 100;
  private static final Pattern NAME = Pattern.compile("(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final String ONLY_RULE = "approval";
  private static final String BREAK_GLASS = "break-glass";

  /// The rules of a list of rules. A list of levels is one rule.
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
        node.text(
            NAME,
            "must be lower-case words joined by hyphens, at most 64 characters, such as"
                + " short-in-office-hours");
    if (name.equals(BREAK_GLASS)) {
      throw node.refused(name + " is the name of the rule for breakGlass; take another name");
    }
    if (!names.add(name)) {
      throw node.refused("another rule has the name %s; give each its own".formatted(name));
    }
  }

  private ApprovalRule beforeTheLast(YamlNode node, YamlFields fields) {
    if (fields.find("when").isEmpty()) {
      throw node.refused(
          fields.find("automatic").isPresent()
              ? "has no conditions, so it would approve every request; add when, and name there what it approves"
              : "has no conditions, so the rules after it would never be used; add when, or put it last");
    }
    return new ApprovalRule(conditions.read(fields.get("when")), plan(fields));
  }

  /// The last rule takes every request that no other took, so people must decide.
  private ApprovalRule last(YamlFields fields) {
    fields
        .find("automatic")
        .ifPresent(node -> {
          throw node.refused(
              "the last rule takes every request that is left, so people must decide; write levels instead");
        });
    fields
        .find("when")
        .ifPresent(node -> {
          throw node.refused(
              "the last rule takes every request that is left, so it has no conditions; leave when out");
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
            throw node.refused(
                "an automatic rule asks no person; leave %s or automatic out".formatted(surplus));
          });
    }
    return new ApprovalPlan.ByRule(name);
  }

  private List<Level> levels(YamlNode list) {
    List<Level> levels = list.items().stream().map(this::level).toList();
    requireDistinctPeople(list, levels);
    return levels;
  }

  private static void requireDistinctPeople(YamlNode list, List<Level> levels) {
    List<Integer> shortLevels = ApprovalPlan.ByPeople.shortLevels(levels);
    if (!shortLevels.isEmpty()) {
      throw list.refused(
          "nobody says yes at two levels of one request, and the people of %s are too few for that; add an approver, or lower a quorum"
              .formatted(
                  shortLevels.stream()
                      .map(level -> "level " + (level + 1))
                      .collect(joining(" and "))));
    }
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
    // Each step is made at its own node, so that a refusal names that line.
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
              "must be join or take-over; join lets the first approvers still answer, and take-over does not");
    };
  }

  private static Duration time(YamlNode node) {
    return node.duration(SettingsReader.ONE_SECOND, SettingsReader.LONGEST_ANSWER);
  }

  /// Who can open the access at once.
  ///
  /// @param shortest the shortest grant
  /// @param longest the longest grant of the entitlement
  /// @param requesters who can request the entitlement
  BreakGlassRule breakGlass(
      YamlNode node, Duration shortest, Duration longest, Requesters requesters) {
    YamlFields fields = node.fields("people", "longest", "owners", "reviewWithin", "chaseEach");
    YamlNode list = fields.get("people");
    List<Person> breakers = people.people(list);
    first(breakers, person -> !requesters.include(person))
        .ifPresent(person -> {
          throw list.refused(
              "%s is not among the requesters; add them there, or take them out here"
                  .formatted(person));
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
              "nobody reviews their own access, and %s has no other owner to do it; add another owner"
                  .formatted(person));
        });
    return new BreakGlassRule(breakers, fields.get("longest").duration(shortest, longest), plan);
  }

  private static Optional<Person> first(List<Person> people, Predicate<Person> which) {
    return people.stream().filter(which).findFirst();
  }
}
