package dev.hallpass.adapters.json;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.grant.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Approval plans: a list of levels.
public final class PlanJson {

  private PlanJson() {}

  /// Adds a plan to an object, as the member `approval`.
  public static void put(ObjectNode object, ApprovalPlan plan) {
    ArrayNode levels = object.putArray("approval");
    for (Level level : plan.levels()) {
      ObjectNode tree = levels.addObject();
      Json.put(tree, "approvers", level.approvers().stream().map(Person::email));
      tree.put("quorum", level.quorum());
      tree.put("answerWithin", level.answerWithin().toString());
    }
  }

  static ApprovalPlan read(JsonNode object) {
    return new ApprovalPlan(Json.list(object, "approval", PlanJson::level));
  }

  private static Level level(JsonNode tree) {
    return new Level(
        Json.texts(tree, "approvers").stream().map(Person::new).toList(),
        Json.number(tree, "quorum"),
        Json.duration(tree, "answerWithin"));
  }
}
