package dev.hallpass.adapters.iam;

import static dev.hallpass.adapters.iam.RandomPolicies.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.PolicyKind;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.figures.Figures;
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
  private static final List<String> ACCOUNTS =
      List.of("111122223333", "111122223333", "444455556666");
  private static final Principal ALICE =
      Principal.RoleSession.of("arn:aws:iam::111122223333:role/things", "alice");

  /// By which text of a question it is known that it is about this.
  private static final Map<String, String> FEATURES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("Deny", "\"Deny\""),
              Map.entry("NotAction", "\"NotAction\""),
              Map.entry("NotResource", "\"NotResource\""),
              Map.entry("String", "\"String"),
              Map.entry("Numeric", "\"Numeric"),
              Map.entry("Date", "\"Date"),
              Map.entry("Bool", "\"Bool"),
              Map.entry("Arn", "\"Arn"),
              Map.entry("IpAddress", "IpAddress"),
              Map.entry("Null", "\"Null\""),
              Map.entry("IfExists", "IfExists\""),
              Map.entry("ForAllValues", "\"ForAllValues:"),
              Map.entry("ForAnyValue", "\"ForAnyValue:"),
              Map.entry("variable", "${"),
              Map.entry("session policy", "\"sessionPolicy\""),
              Map.entry("boundary", "\"permissionBoundaryPolicies\""),
              Map.entry("resource policy", "\"resourcePolicy\"")));

  private final List<ObjectNode> questions = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final Map<String, Integer> features = new TreeMap<>();

  @TempDir private Path folder;

  @Test
  void anotherReaderOfPoliciesComesToTheSameVerdict() throws IOException, InterruptedException {
    Optional<IamSimulate> another = IamSimulate.started(folder);
    assumeTrue(another.isPresent(), IamSimulate.NOT_THERE);
    IamSimulate simulate = another.orElseThrow();
    Cases cases = new Cases("functions/adapters", EvaluatorFuzzTest.class, POLICIES);
    assertThat(cases.wrong(random -> asked(random, simulate))).isEmpty();

    List<String> others =
        simulate.verdicts().stream().map(IamSimulate.SimulatedVerdict::decision).toList();

    assertThat(others).hasSameSizeAs(verdicts);
    Map<String, Integer> counts = new TreeMap<>();
    List<String> different = new ArrayList<>();
    int explained = 0;
    for (int at = 0; at < others.size(); at++) {
      String verdict = verdicts.get(at).getClass().getSimpleName();
      counts.merge(verdict, 1, Integer::sum);
      if (isLimitedOnlyThere(questions.get(at), verdicts.get(at), others.get(at))) {
        explained++;
      } else if (!others.get(at).equals(verdict)) {
        different.add(
            "%s here, %s there: %s%n  again: %s"
                .formatted(verdict, others.get(at), questions.get(at), cases.again(at)));
      }
    }
    Figures.note(
        "random policies %s, of them with %s, another verdict by iam-simulate %d, and %d because it has session policies limit what a resource grants to the session",
        counts, features, different.size(), explained);
    assertThat(different).isEmpty();
    if (Cases.areAllPlayed()) {
      // Neither the policies nor the requests may be what makes it pass by themselves.
      assertThat(counts.getOrDefault("Allowed", 0)).isGreaterThan(verdicts.size() / 10);
      assertThat(features).containsOnlyKeys(FEATURES.keySet());
      assertThat(features.values()).allMatch(count -> count > verdicts.size() / 50);
    }
  }

  /// The one thing that iam-simulate has otherwise than AWS says: a session policy does not limit
  /// what a resource's policy grants to the session itself. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session)
  private static boolean isLimitedOnlyThere(ObjectNode question, Verdict here, String there) {
    return question.has("sessionPolicy")
        && here instanceof Verdict.Allowed allowed
        && allowed.by().stream().allMatch(deciding -> deciding.kind() == PolicyKind.RESOURCE)
        && there.equals("ImplicitlyDenied");
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
    String account = ALICE.account();
    if (random.nextInt(3) == 0) {
      ObjectNode atResource = RandomPolicies.resourcePolicy(random);
      policies =
          policies.at(new NamedPolicy("bucket", PolicyDocument.resource(atResource.toString())));
      question.set("resourcePolicy", atResource);
      account = one(ACCOUNTS, random);
    }
    count(question.toString());
    String object = one(RandomPolicies.OBJECTS, random);
    Map<String, List<String>> keys = RandomPolicies.keys(random);
    AccessRequest request = AccessRequest.of(ALICE, "s3:GetObject", object, Context.of(keys));
    RandomPolicies.ask(question, request, account, keys);
    questions.add(question);
    simulate.ask(question, true);
    verdicts.add(Evaluation.evaluate(request.inAccount(account), policies));
    return List.of();
  }

  private void count(String question) {
    FEATURES.forEach((feature, sign) -> {
      if (question.contains(sign)) {
        features.merge(feature, 1, Integer::sum);
      }
    });
  }

  private static NamedPolicy named(ObjectNode policy) {
    return new NamedPolicy("policy", PolicyDocument.identity(policy.toString()));
  }
}
