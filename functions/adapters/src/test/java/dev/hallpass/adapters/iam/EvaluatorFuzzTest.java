package dev.hallpass.adapters.iam;

import static dev.hallpass.adapters.iam.RandomPolicies.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hallpass.adapters.iam.IamSimulate.Verdict;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.fuzz.Cases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// The emulator's evaluator and another reader of IAM policies come to the same verdict.
class EvaluatorFuzzTest {

  private static final int POLICIES = 10_000;
  private static final String ACCOUNT = "111122223333";
  private static final Principal ALICE =
      Principal.RoleSession.of("arn:aws:iam::111122223333:role/things", "alice");

  private final List<String> verdicts = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void anotherReaderOfPoliciesComesToTheSameVerdict() throws IOException, InterruptedException {
    Optional<IamSimulate> another = IamSimulate.started(folder);
    assumeTrue(another.isPresent(), "There is no Node on the PATH, so nobody else is asked");
    IamSimulate simulate = another.orElseThrow();
    Cases cases = new Cases("functions/adapters", EvaluatorFuzzTest.class, POLICIES);
    assertThat(cases.wrong(random -> asked(random, simulate))).isEmpty();

    List<String> others = simulate.verdicts().stream().map(Verdict::decision).toList();

    assertThat(others).hasSameSizeAs(verdicts);
    Map<String, Integer> counts = new TreeMap<>();
    List<String> different = new ArrayList<>();
    for (int at = 0; at < others.size(); at++) {
      counts.merge(verdicts.get(at), 1, Integer::sum);
      if (!others.get(at).equals(verdicts.get(at))) {
        different.add(
            "%s here, %s there%n  again: %s"
                .formatted(verdicts.get(at), others.get(at), cases.again(at)));
      }
    }
    System.out.printf(
        "figure: random policies %s, another verdict by iam-simulate %d%n",
        counts, different.size());
    assertThat(different).isEmpty();
  }

  private List<String> asked(SplittableRandom random, IamSimulate simulate) {
    ObjectNode identity = RandomPolicies.policy(random);
    Policies policies = Policies.ofIdentity(List.of(named(identity)));
    ObjectNode question = Json.object();
    question.putArray("identityPolicies").addObject().put("name", "role").set("policy", identity);
    if (random.nextInt(3) == 0) {
      ObjectNode session = RandomPolicies.policy(random);
      policies = policies.limitedTo(List.of(named(session)));
      question.set("sessionPolicy", session);
    }
    if (random.nextInt(4) == 0) {
      ObjectNode boundary = RandomPolicies.policy(random);
      policies = policies.boundedBy(named(boundary));
      question
          .putArray("permissionBoundaryPolicies")
          .addObject()
          .put("name", "boundary")
          .set("policy", boundary);
    }
    question.putArray("serviceControlPolicies");
    question.putArray("resourceControlPolicies");
    String object = one(RandomPolicies.OBJECTS, random);
    Map<String, List<String>> keys = RandomPolicies.keys(random);
    ObjectNode request = question.putArray("requests").addObject();
    request.put("principal", ALICE.arn()).put("action", "s3:GetObject");
    request.putObject("resource").put("resource", object).put("accountId", ACCOUNT);
    ObjectNode variables = request.putObject("contextVariables");
    keys.forEach((key, values) -> {
      if (key.equals("aws:TagKeys")) {
        values.forEach(variables.withArray(key)::add);
      } else {
        variables.put(key, values.getFirst());
      }
    });
    simulate.ask(question, true);
    verdicts.add(
        Evaluation.evaluate(
                AccessRequest.of(ALICE, "s3:GetObject", object, Context.of(keys))
                    .inAccount(ACCOUNT),
                policies)
            .getClass()
            .getSimpleName());
    return List.of();
  }

  private static NamedPolicy named(ObjectNode policy) {
    return new NamedPolicy("policy", PolicyDocument.identity(policy.toString()));
  }
}
