package dev.hallpass.compiler;

import static java.util.stream.Collectors.joining;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Review;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.compiler.settings.PeopleReader;
import dev.hallpass.compiler.settings.SettingsReader;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Reads an entitlement's `approval` and `breakGlass`.
///
/// @param answerWithin the time to answer of a level that names none
record ApprovalReader(PeopleReader people, ConditionsReader conditions, Duration answerWithin) {

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
    Set<String> names = new HashSet<>();
    return Mistakes.each(
        nodes,
        node -> {
          Mistakes mistakes = new Mistakes();
          mistakes.check(() -> requireName(node.fields().get("rule"), names));
          var rule =
              mistakes.in(() ->
                  node == nodes.getLast()
                      ? last(node.fields())
                      : beforeTheLast(node, node.fields()));
          mistakes.refuse();
          return rule.get();
        });
  }

  private static void requireName(YamlNode node, Set<String> names) {
    if (!names.add(node.text())) {
      throw node.refused("another rule has the name %s; give each its own".formatted(node.text()));
    }
  }

  private ApprovalRule beforeTheLast(YamlNode node, YamlFields fields) {
    YamlNode when =
        fields
            .find("when")
            .orElseThrow(() ->
                node.refused(
                    "has no conditions, so the rules after it would never be used; add when, or put it last"));
    Mistakes mistakes = new Mistakes();
    var met = mistakes.in(() -> conditions.read(when));
    var plan = mistakes.in(() -> plan(fields));
    mistakes.refuse();
    return new ApprovalRule(met.get(), plan.get());
  }

  /// The last rule takes every request that no other took, so people must decide.
  private ApprovalRule last(YamlFields fields) {
    Mistakes mistakes = new Mistakes();
    fields
        .find("automatic")
        .ifPresent(node ->
            mistakes.check(() -> {
              throw node.refused(
                  "the last rule takes every request that is left, so people must decide; write levels instead");
            }));
    fields
        .find("when")
        .ifPresent(node ->
            mistakes.check(() -> {
              throw node.refused(
                  "the last rule takes every request that is left, so it has no conditions; leave when out");
            }));
    var plan = mistakes.in(() -> plan(fields));
    mistakes.refuse();
    return new ApprovalRule(Conditions.NONE, plan.get());
  }

  private ApprovalPlan plan(YamlFields fields) {
    String name = fields.get("rule").text();
    return fields.find("automatic").isPresent()
        ? new ApprovalPlan.ByRule(name)
        : new ApprovalPlan.ByPeople(
            name, levels(fields.get("levels")), fields.find("signed").isPresent());
  }

  private List<Level> levels(YamlNode list) {
    List<Level> levels = Mistakes.each(list.items(), this::level);
    requireDistinctPeople(list, levels);
    return levels;
  }

  private static void requireDistinctPeople(YamlNode list, List<Level> levels) {
    // How many members a group has is known at a request, which is refused then.
    boolean isKnown = levels.stream().noneMatch(Level::asksGroups);
    List<Integer> shortLevels = isKnown ? ApprovalPlan.ByPeople.shortLevels(levels) : List.of();
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
    YamlFields fields = node.fields();
    Mistakes mistakes = new Mistakes();
    var approvers =
        mistakes.in(() -> fields.find("approvers").map(people::people).orElse(List.of()));
    var groups = mistakes.in(() -> people.groups(fields));
    var within =
        mistakes.in(
            () -> fields.find("answerWithin").map(ApprovalReader::time).orElse(answerWithin));
    var reminder = mistakes.in(() -> fields.find("remindAfter").map(ApprovalReader::time));
    var others = mistakes.in(() -> fields.find("escalation").map(this::escalation));
    var quorum = mistakes.in(() -> fields.get("quorum").number());
    // Each step is made at its own node, so that a refusal names that line.
    var level =
        mistakes.in(() ->
            fields
                .get("quorum")
                .make(() ->
                    new Level(
                        approvers.get(),
                        groups.get(),
                        quorum.get(),
                        within.get(),
                        Optional.empty(),
                        Optional.empty())));
    fields
        .find("remindAfter")
        .ifPresent(one ->
            mistakes.check(
                () -> one.make(() -> with(level.get(), reminder.get(), Optional.empty()))));
    fields
        .find("escalation")
        .ifPresent(one ->
            mistakes.check(
                () -> one.make(() -> with(level.get(), Optional.empty(), others.get()))));
    mistakes.refuse();
    return with(level.get(), reminder.get(), others.get());
  }

  private static Level with(
      Level level, Optional<Duration> remindAfter, Optional<Escalation> others) {
    return new Level(
        level.approvers(),
        level.groups(),
        level.quorum(),
        level.answerWithin(),
        remindAfter,
        others);
  }

  private Escalation escalation(YamlNode node) {
    YamlFields fields = node.fields();
    Mistakes mistakes = new Mistakes();
    var after = mistakes.in(() -> time(fields.get("after")));
    var groups = mistakes.in(() -> people.groups(fields));
    var approvers = mistakes.in(() -> people.people(fields, "approvers", groups.get()));
    mistakes.refuse();
    return new Escalation(
        after.get(), approvers.get(), groups.get(), mode(fields.get("mode").text()));
  }

  private static Escalation.Mode mode(String word) {
    return word.equals("join") ? Escalation.Mode.JOIN : Escalation.Mode.TAKE_OVER;
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
      YamlNode node,
      Duration shortest,
      Supplier<Duration> longest,
      Supplier<Requesters> requesters) {
    YamlFields fields = node.fields();
    Mistakes mistakes = new Mistakes();
    var groups = mistakes.in(() -> people.groups(fields));
    var breakers = mistakes.in(() -> people.people(fields, "people", groups.get()));
    var most = mistakes.in(() -> fields.get("longest").duration(shortest, longest.get()));
    var review = mistakes.in(() -> review(node));
    fields
        .find("people")
        .ifPresent(named ->
            mistakes.check(() -> requireRequesters(named, breakers.get(), requesters.get())));
    var plan = mistakes.in(() -> new ApprovalPlan.BreakGlass(BREAK_GLASS, review.get()));
    fields
        .find("owners")
        .ifPresent(
            named -> mistakes.check(() -> requireOtherOwner(named, breakers.get(), plan.get())));
    mistakes.refuse();
    return new BreakGlassRule(breakers.get(), groups.get(), most.get(), plan.get());
  }

  /// Who looks at an access when it is over.
  Review review(YamlNode node) {
    YamlFields fields = node.fields();
    Mistakes mistakes = new Mistakes();
    var groups = mistakes.in(() -> people.names(fields.find("ownerGroups")));
    var owners = mistakes.in(() -> people.people(fields, "owners", groups.get()));
    var within = mistakes.in(() -> time(fields.get("reviewWithin")));
    var chase = mistakes.in(() -> time(fields.get("chaseEach")));
    mistakes.refuse();
    return new Review(owners.get(), List.copyOf(groups.get()), within.get(), chase.get());
  }

  /// The rules, each with the review. It is for accesses that people approve.
  ///
  /// @param node the field of the review, if it is there
  static List<ApprovalRule> reviewed(
      List<ApprovalRule> rules, Optional<YamlNode> node, Optional<Review> review) {
    if (node.isPresent() && rules.isEmpty()) {
      throw node.get()
          .refused(
              "is for accesses that people approve, and only breakGlass opens this one, which names its own owners; leave review out");
    }
    return node.isEmpty()
        ? rules
        : Mistakes.each(
            rules,
            rule -> {
              if (!(rule.plan()
                  instanceof ApprovalPlan.ByPeople(var name, var levels, var signed, _))) {
                throw node.get()
                    .refused(
                        "is for accesses that people approve, and the rule %s asks none; write levels there, or leave review out"
                            .formatted(rule.plan().rule()));
              }
              return new ApprovalRule(
                  rule.when(), new ApprovalPlan.ByPeople(name, levels, signed, review));
            });
  }

  private static void requireRequesters(
      YamlNode node, List<Person> breakers, Requesters requesters) {
    first(breakers, person -> !requesters.include(person, Memberships.NOT_ASKED))
        .ifPresent(person -> {
          throw node.refused(
              "%s is not among the requesters; add them there, or take them out here"
                  .formatted(person));
        });
  }

  private static void requireOtherOwner(
      YamlNode node, List<Person> breakers, ApprovalPlan.BreakGlass plan) {
    // How many members a group has is known at a request, which is refused then.
    first(breakers, person -> plan.groups().isEmpty() && !plan.worksWithout(person))
        .ifPresent(person -> {
          throw node.refused(
              "nobody reviews their own access, and %s has no other owner to do it; add another owner"
                  .formatted(person));
        });
  }

  private static Optional<Person> first(List<Person> people, Predicate<Person> which) {
    return people.stream().filter(which).findFirst();
  }
}
