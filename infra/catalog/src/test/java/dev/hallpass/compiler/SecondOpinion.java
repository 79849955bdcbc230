package dev.hallpass.compiler;

import static dev.hallpass.compiler.ParameterFuzzTest.ALICE;
import static dev.hallpass.compiler.ParameterFuzzTest.KEYS;
import static dev.hallpass.compiler.ParameterFuzzTest.NOON;
import static dev.hallpass.grant.Examples.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.iam.IamSimulate;
import dev.hallpass.adapters.iam.IamSimulate.SimulatedVerdict;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.compiler.Intent.AccessProbe;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What iam-simulate says of the probes that the emulator's evaluator has judged, asked meanwhile.
final class SecondOpinion {

  // A star in the resource of a request would be a pattern to it. To a policy that does not name
  // the
  // star itself it is as any other character that the policy does not name.
  private static final char NO_STAR = '\u2606';
  private static final int STARS = 4;
  private static final int LOOKED_UP = 10;

  private final IamSimulate simulate;
  private final List<Judged> judged = new ArrayList<>();
  private final Map<String, Integer> decisions = new TreeMap<>();
  private final Map<String, Integer> unknown = new TreeMap<>();
  private final Map<String, Integer> without = new TreeMap<>();

  private int policies;
  private int known;

  private SecondOpinion(IamSimulate simulate) {
    this.simulate = simulate;
  }

  private record Judged(int place, Policy policy, AccessProbe probe, boolean isAllowed) {}

  /// Nothing where it cannot run.
  static Optional<SecondOpinion> asked(Path folder) throws IOException, InterruptedException {
    return IamSimulate.started(folder).map(SecondOpinion::new);
  }

  /// Asks what was judged.
  ///
  /// @param place of the case among those that are played
  /// @param allowed what the evaluator said of each probe
  void on(int place, Policy policy, List<AccessProbe> probes, List<Boolean> allowed) {
    if (hasTooManyStars(policy)) {
      without.merge("of a policy with too many stars in a text", probes.size(), Integer::sum);
      return;
    }
    ObjectNode question = Json.object();
    question
        .putArray("identityPolicies")
        .addObject()
        .put("name", "grant")
        .set("policy", PolicyJson.tree(policy.ofGrant(GRANT, NOON)));
    question.putArray("serviceControlPolicies");
    question.putArray("resourceControlPolicies");
    boolean isStarNamed = question.toString().contains("${*}");
    ArrayNode requests = question.putArray("requests");
    for (int at = 0; at < probes.size(); at++) {
      judged.add(new Judged(place, policy, probes.get(at), allowed.get(at)));
      put(requests.addObject(), probes.get(at), isStarNamed);
    }
    simulate.ask(question, ++policies % LOOKED_UP == 0);
  }

  /// Each star is a `.*?` to it, and so its time a power of the length of a text.
  private static boolean hasTooManyStars(Policy policy) {
    return policy.statements().stream()
        .flatMap(statement ->
            Stream.concat(
                statement.resources().stream(),
                statement.conditions().values().stream()
                    .flatMap(keys -> keys.values().stream())
                    .flatMap(List::stream)))
        .anyMatch(text -> text.chars().filter(each -> each == '*').count() > STARS);
  }

  private static void put(ObjectNode request, AccessProbe probe, boolean isStarNamed) {
    request.put("principal", ALICE.arn()).put("action", probe.action());
    request
        .putObject("resource")
        .put("resource", isStarNamed ? probe.resource() : probe.resource().replace('*', NO_STAR))
        .put("accountId", ALICE.account());
    ObjectNode variables = request.putObject("contextVariables");
    KEYS.with(Context.of(probe.keys()))
        .asMap()
        .forEach((key, values) -> {
          if (key.equals("dynamodb:LeadingKeys") || values.size() > 1) {
            values.forEach(variables.withArray(key)::add);
          } else {
            variables.put(key, values.getFirst());
          }
        });
  }

  /// Where it says something else.
  List<String> differences(Cases cases) throws IOException, InterruptedException {
    List<SimulatedVerdict> verdicts = simulate.verdicts();
    assertThat(verdicts).hasSameSizeAs(judged);
    List<String> different = new ArrayList<>();
    for (int at = 0; at < verdicts.size(); at++) {
      Judged one = judged.get(at);
      if (isDifferent(verdicts.get(at), one.isAllowed())) {
        different.add(
            "%s there: %s of %s%n  again: %s"
                .formatted(verdicts.get(at), one.probe(), one.policy(), cases.again(one.place())));
      }
    }
    Figures.note(
        "hostile values, iam-simulate beside the evaluator: policies %d, probes compared %d %s, of them looked up %d, known to AWS %d, not known %s, without a verdict %s, different %d",
        judged.stream().mapToInt(Judged::place).distinct().count(),
        compared(),
        decisions,
        known + unknown.values().stream().mapToInt(Integer::intValue).sum(),
        known,
        unknown,
        without,
        different.size());
    return different;
  }

  private boolean isDifferent(SimulatedVerdict verdict, boolean isAllowed) {
    if (verdict.isNone()) {
      without.merge(verdict.remark(), 1, Integer::sum);
      return false;
    }
    decisions.merge(verdict.decision(), 1, Integer::sum);
    if (verdict.remark().isEmpty()) {
      known++;
    } else if (!verdict.remark().equals(IamSimulate.NOT_LOOKED_UP)) {
      unknown.merge(verdict.remark(), 1, Integer::sum);
    }
    return verdict.decision().equals("Allowed") != isAllowed;
  }

  /// How many got a verdict.
  int compared() {
    return decisions.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// How many it allows.
  int allowed() {
    return decisions.getOrDefault("Allowed", 0);
  }

  int asked() {
    return judged.size();
  }
}
