package dev.hallpass.adapters.json;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.Risk;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Shell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A format of member values, for reading and writing.
record Format<T>(BiFunction<JsonNode, String, T> read, Put<T> write) {

  static final Format<String> TEXT = text(Function.identity(), Function.identity());
  static final Format<Person> PERSON = text(Person::new, Person::email);
  static final Format<Sha256> HASH = text(Sha256::new, Sha256::hex);
  static final Format<Instant> INSTANT = text(Instant::parse, Json::text);
  static final Format<SessionName> SESSION = text(SessionName::new, SessionName::value);
  static final Format<Doorbell> DOORBELL = text(Doorbell::new, Doorbell::token);
  static final Format<PolicyArn> POLICY_ARN = text(PolicyArn::new, PolicyArn::value);
  static final Format<RoleArn> ROLE = text(RoleArn::new, RoleArn::value);
  static final Format<GrantId> GRANT = text(GrantId::new, GrantId::value);
  static final Format<EntitlementId> ENTITLEMENT = text(EntitlementId::new, EntitlementId::value);
  static final Format<Channel> CHANNEL = text(Channel::valueOf, Enum::name);
  static final Format<Seal> SEAL = text(Seal::new, Seal::signature);
  static final Format<Verdict> VERDICT = text(Verdict::valueOf, Enum::name);
  static final Format<Ender> ENDER = text(Ender::valueOf, Enum::name);
  static final Format<GrantEvent.Trigger> TRIGGER = text(GrantEvent.Trigger::valueOf, Enum::name);
  static final Format<GrantEvent.Cause> CAUSE = text(GrantEvent.Cause::valueOf, Enum::name);
  static final Format<GrantEvent.Standing> STANDING =
      text(GrantEvent.Standing::valueOf, Enum::name);
  static final Format<GrantEvent.Doubt> DOUBT = text(GrantEvent.Doubt::valueOf, Enum::name);
  static final Format<GrantEvent.Drift> DRIFT = text(GrantEvent.Drift::valueOf, Enum::name);
  static final Format<Integer> NUMBER = new Format<>(Json::number, ObjectNode::put);
  static final Format<Duration> DURATION =
      new Format<>(Json::duration, (json, name, time) -> json.put(name, time.toString()));

  /// A flag that is left out if it is false.
  static final Format<Boolean> FLAG =
      new Format<>(
          (json, name) -> json.path(name).booleanValue(false),
          (json, name, is) -> {
            if (is) {
              json.put(name, true);
            }
          });

  static final Format<Policy> POLICY =
      new Format<>(
          (json, name) -> PolicyJson.read(json.path(name)),
          (json, name, policy) -> json.set(name, PolicyJson.tree(policy)));

  static final Format<List<Shell>> SHELLS =
      new Format<>(
          (json, name) ->
              json.path(name)
                  .valueStream()
                  .map(shell ->
                      new Shell(
                          Json.text(shell, "region"),
                          Json.text(shell, "id"),
                          new SessionName(Json.text(shell, "session"))))
                  .toList(),
          (json, name, shells) -> {
            ArrayNode list = json.putArray(name);
            shells.forEach(shell ->
                list.addObject()
                    .put("region", shell.region())
                    .put("id", shell.id())
                    .put("session", shell.session().value()));
          });

  /// Members of the same object, for every name.
  static final Format<ApprovalPlan> PLAN =
      new Format<>((json, _) -> PlanJson.read(json), (json, _, plan) -> PlanJson.put(json, plan));

  static final Format<Map<String, String>> PARAMETERS =
      new Format<>(
          (json, name) -> {
            Map<String, String> texts = new TreeMap<>();
            JsonNode values = json.path(name);
            values.propertyNames().forEach(each -> texts.put(each, Json.text(values, each)));
            return texts;
          },
          (json, name, texts) -> {
            ObjectNode values = json.putObject(name);
            texts.forEach(values::put);
          });

  /// Left out if there are none.
  static final Format<Map<Risk, String>> RISKS =
      new Format<>(
          (json, name) -> RiskJson.read(json.path(name)),
          (json, _, risks) -> RiskJson.put(json, risks));

  private static <T> Format<T> text(Function<String, T> read, Function<T, String> write) {
    return new Format<>(
        (json, name) -> read.apply(Json.text(json, name)),
        (json, name, value) -> json.put(name, write.apply(value)));
  }

  /// Writes a value into an object.
  interface Put<T> {
    void put(ObjectNode json, String name, T value);
  }
}
