package dev.hallpass.adapters.json;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Review;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Approval plans: the name of a rule, with its levels or with the decision that it takes itself.
public final class PlanJson {

  // Plans of release 1.0 have no rule name: each entitlement had one rule.
  private static final String ONLY_RULE = "approval";

  private PlanJson() {}

  /// Adds a plan to an object, as the members `rule` and `approval`, with `signed`, `automatic` or
  /// `breakGlass` where they apply.
  public static void put(ObjectNode object, ApprovalPlan plan) {
    object.put("rule", plan.rule());
    ArrayNode levels = object.putArray("approval");
    plan.levels().forEach(level -> put(levels.addObject(), level));
    switch (plan) {
      case ApprovalPlan.ByPeople people -> {
        if (people.signed()) {
          object.put("signed", true);
        }
        people.review().ifPresent(review -> put(object.putObject("reviewers"), review));
      }
      case ApprovalPlan.ByRule _ -> object.put("automatic", true);
      case ApprovalPlan.BreakGlass glass ->
          put(object.putObject("breakGlass"), glass.review().orElseThrow());
    }
  }

  /// Adds the reviewers of an access and their times to an object.
  public static void put(ObjectNode tree, Review review) {
    put(tree, "owners", review.owners());
    put(tree, review.groups());
    tree.put("reviewWithin", review.within().toString());
    tree.put("chaseEach", review.chaseEach().toString());
  }

  /// Adds the members of a level to an object.
  public static void put(ObjectNode tree, Level level) {
    put(tree, "approvers", level.approvers());
    put(tree, level.groups());
    tree.put("quorum", level.quorum());
    tree.put("answerWithin", level.answerWithin().toString());
    level.remindAfter().ifPresent(after -> tree.put("remindAfter", after.toString()));
    level
        .escalation()
        .ifPresent(escalation -> {
          ObjectNode others = tree.putObject("escalation");
          others.put("after", escalation.after().toString());
          others.put("mode", escalation.mode().name());
          put(others, "approvers", escalation.people());
          put(others, escalation.groups());
        });
  }

  /// Most have none, and entries of before groups have no such member.
  private static void put(ObjectNode tree, List<Group> groups) {
    if (!Group.names(groups).isEmpty()) {
      Json.put(tree, "groups", Group.names(groups).stream().map(GroupName::value));
    }
    if (!Group.duties(groups).isEmpty()) {
      Json.put(tree, "duties", Group.duties(groups).stream().map(DutyName::value));
    }
  }

  private static List<Group> groups(JsonNode tree) {
    return Group.all(
        tree.has("groups")
            ? Json.texts(tree, "groups").stream().map(GroupName::new).toList()
            : List.of(),
        tree.has("duties")
            ? Json.texts(tree, "duties").stream().map(DutyName::new).toList()
            : List.of());
  }

  private static void put(ObjectNode tree, String member, Iterable<Person> people) {
    ArrayNode texts = tree.putArray(member);
    people.forEach(person -> texts.add(person.email()));
  }

  static ApprovalPlan read(JsonNode object) {
    String rule = Json.optionalText(object, "rule").orElse(ONLY_RULE);
    if (object.path("automatic").booleanValue(false)) {
      return new ApprovalPlan.ByRule(rule);
    }
    if (object.has("breakGlass")) {
      return new ApprovalPlan.BreakGlass(rule, review(object.path("breakGlass")));
    }
    return new ApprovalPlan.ByPeople(
        rule,
        Json.list(object, "approval", PlanJson::level),
        object.path("signed").booleanValue(false),
        Optional.of(object.path("reviewers")).filter(JsonNode::isObject).map(PlanJson::review));
  }

  private static Review review(JsonNode tree) {
    return new Review(
        people(tree, "owners").toList(),
        groups(tree),
        Json.duration(tree, "reviewWithin"),
        Json.duration(tree, "chaseEach"));
  }

  private static Level level(JsonNode tree) {
    return new Level(
        people(tree, "approvers").toList(),
        groups(tree),
        Json.number(tree, "quorum"),
        Json.duration(tree, "answerWithin"),
        Json.optionalDuration(tree, "remindAfter"),
        Optional.of(tree.path("escalation")).filter(JsonNode::isObject).map(PlanJson::escalation));
  }

  private static Escalation escalation(JsonNode tree) {
    return new Escalation(
        Json.duration(tree, "after"),
        people(tree, "approvers").toList(),
        groups(tree),
        Escalation.Mode.valueOf(Json.text(tree, "mode")));
  }

  private static Stream<Person> people(JsonNode tree, String member) {
    return Json.texts(tree, member).stream().map(Person::new);
  }
}
