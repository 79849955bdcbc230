package dev.hallpass.compiler;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the author of an entitlement says that a grant of it may do, and what it may not.
///
/// @param given the values of the parameters
record Trial(Map<String, String> given, List<Call> may, List<Call> mayNot) {

  private static final AccountId HUB = new AccountId("111122223333");
  private static final Person ALICE = new Person("alice@example.com");
  private static final String NOW = "2026-11-23T11:30:00Z";
  private static final Instant END = Instant.parse("2026-11-23T12:30:00Z");

  /// A call of AWS.
  ///
  /// @param when the condition keys of the request
  record Call(String action, String on, Map<String, String> when) {}

  static Trial read(Path file) throws IOException {
    YamlFields trial =
        YamlNode.parse(file.toString(), Files.readString(file)).fields("given", "may", "mayNot");
    return new Trial(
        texts(trial.find("given")), calls(trial.get("may")), calls(trial.get("mayNot")));
  }

  /// What comes out otherwise than the author says.
  List<String> wrong(Entitlement entitlement) {
    List<String> wrong = new ArrayList<>();
    entitlement.mistakesIn(given).forEach(mistake -> wrong.add(mistake.toString()));
    if (!wrong.isEmpty()) {
      return wrong;
    }
    AccountId account = entitlement.accountFor(given, HUB);
    Ceiling ceiling = entitlement.in(account).orElse(entitlement).ceiling();
    Policies policies =
        Policies.ofIdentity(List.of(named(new Policy(ceiling.statements()))))
            .limitedTo(List.of(named(entitlement.render(given, ALICE, account).until(END))))
            .boundedBy(named(ceiling.boundary()));
    Principal session =
        Principal.RoleSession.of("arn:aws:iam::%s:role/hallpass/some".formatted(account), "grant");
    may.stream()
        .filter(call -> !isAllowed(call, session, policies))
        .forEach(call -> wrong.add("may not " + call));
    mayNot.stream()
        .filter(call -> isAllowed(call, session, policies))
        .forEach(call -> wrong.add("may " + call));
    return wrong;
  }

  private static boolean isAllowed(Call call, Principal session, Policies policies) {
    Context context = Context.empty().with("aws:CurrentTime", NOW);
    for (Map.Entry<String, String> key : call.when.entrySet()) {
      context = context.with(key.getKey(), key.getValue());
    }
    return Evaluation.evaluate(AccessRequest.of(session, call.action, call.on, context), policies)
        instanceof Verdict.Allowed;
  }

  private static NamedPolicy named(Policy policy) {
    return new NamedPolicy("policy", PolicyDocument.identity(PolicyJson.write(policy)));
  }

  private static List<Call> calls(YamlNode list) {
    return list.items().stream()
        .map(node -> node.fields("action", "on", "when"))
        .map(call ->
            new Call(call.get("action").text(), call.get("on").text(), texts(call.find("when"))))
        .toList();
  }

  private static Map<String, String> texts(Optional<YamlNode> pairs) {
    Map<String, String> texts = new TreeMap<>();
    pairs.ifPresent(
        map -> map.pairs().forEach(pair -> texts.put(pair.key().text(), pair.value().text())));
    return texts;
  }
}
