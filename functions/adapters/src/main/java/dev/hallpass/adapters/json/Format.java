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
import java.util.LinkedHashMap;
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
      map(Function.identity(), Function.identity(), TEXT);

  /// Left out if there are none.
  static final Format<Map<Risk, String>> RISKS =
      new Format<>(
          (json, name) -> RiskJson.read(json.path(name)),
          (json, _, risks) -> RiskJson.put(json, risks));

  /// A text.
  static <T> Format<T> text(Function<String, T> read, Function<T, String> write) {
    return new Format<>(
        (json, name) -> read.apply(Json.text(json, name)),
        (json, name, value) -> json.put(name, write.apply(value)));
  }

  /// A list of texts.
  static <T> Format<List<T>> texts(Function<String, T> read, Function<T, String> write) {
    return new Format<>(
        (json, name) -> Json.texts(json, name).stream().map(read).toList(),
        (json, name, values) -> Json.put(json, name, values.stream().map(write)));
  }

  /// An object with members of its own.
  static <T> Format<T> object(Function<Members<T>, T> members) {
    return new Format<>(
        (json, name) -> members.apply(new Members.Read<>(json.path(name))),
        (json, name, value) -> Members.write(members, value, json.putObject(name)));
  }

  /// A list of objects.
  static <T> Format<List<T>> objects(Function<Members<T>, T> members) {
    return new Format<>(
        (json, name) -> Json.list(json, name, each -> members.apply(new Members.Read<>(each))),
        (json, name, values) -> {
          ArrayNode list = json.putArray(name);
          values.forEach(value -> Members.write(members, value, list.addObject()));
        });
  }

  /// An object with one member for each key, in the order of the alphabet.
  static <K, V> Format<Map<K, V>> map(
      Function<String, K> read, Function<K, String> write, Format<V> values) {
    return new Format<>(
        (json, name) -> {
          Map<K, V> map = new LinkedHashMap<>();
          JsonNode members = json.path(name);
          for (String key : members.propertyNames()) {
            map.put(read.apply(key), values.read.apply(members, key));
          }
          return map;
        },
        (json, name, map) -> {
          Map<String, V> sorted = new TreeMap<>();
          map.forEach((key, value) -> sorted.put(write.apply(key), value));
          ObjectNode members = json.putObject(name);
          sorted.forEach((key, value) -> values.write.put(members, key, value));
        });
  }

  /// Writes a value into an object.
  interface Put<T> {
    void put(ObjectNode json, String name, T value);
  }
}
