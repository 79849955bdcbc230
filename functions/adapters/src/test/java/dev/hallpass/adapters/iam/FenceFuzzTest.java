package dev.hallpass.adapters.iam;

import static dev.hallpass.adapters.iam.RandomPolicies.one;
import static dev.hallpass.grant.Examples.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// No resource's own policy gives a session what the session's policy does not say.
class FenceFuzzTest {

  private static final int POLICIES = 10_000;
  private static final List<String> ACCOUNTS =
      List.of("111122223333", "111122223333", "444455556666");
  private static final Principal ALICE =
      Principal.RoleSession.of("arn:aws:iam::111122223333:role/things", "alice");
  // After every time of a request.
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  private static final List<String> ACTIONS =
      List.of("s3:GetObject", "s3:getobject", "s3:Get*", "s3:PutObject", "s3:DeleteObject");
  private static final List<String> RESOURCES =
      List.of(
          "*",
          "arn:aws:s3:::things/*",
          "arn:aws:s3:::things/a/?",
          "arn:aws:s3:::things/A/b",
          "arn:aws:s3:::things/alice/*",
          "arn:aws:s3:::others/*");
  private static final List<String> REQUESTED = List.of("s3:GetObject", "s3:PutObject");

  @TempDir private Path folder;

  private final List<ObjectNode> questions = new ArrayList<>();
  private int refused;
  private int sessions;
  private int opened;
  private int useful;

  @Test
  void noResourcePolicyGivesASessionMoreThanItsOwnPolicySays()
      throws IOException, InterruptedException {
    Optional<IamSimulate> another = IamSimulate.started(folder);
    var cases = new Cases("functions/adapters", FenceFuzzTest.class, POLICIES);

    assertThat(cases.wrong(random -> played(random, another))).isEmpty();

    List<String> more = new ArrayList<>();
    if (another.isPresent()) {
      List<String> others =
          another.get().verdicts().stream().map(IamSimulate.SimulatedVerdict::decision).toList();
      assertThat(others).hasSameSizeAs(questions);
      for (int at = 0; at < others.size(); at++) {
        if (others.get(at).equals("Allowed")) {
          more.add(questions.get(at).toString());
        }
      }
    }
    Figures.note(
        "%d sessions under random resource policies, %d of which open more without the fence, and none with it; %d are allowed what their policy says; %s; %d policies that have no fence were refused",
        sessions,
        opened,
        useful,
        another.isPresent()
            ? "by iam-simulate %d got more".formatted(more.size())
            : IamSimulate.NOT_THERE,
        refused);
    assertThat(more).isEmpty();
    if (Cases.areAllPlayed()) {
      assertThat(opened).isGreaterThan(sessions / 100);
      assertThat(useful).isGreaterThan(sessions / 20);
    }
  }

  @Test
  void theKeyThatParameterStoreSharesWithEverybodyDecryptsNothing() {
    var policy =
        new Policy(
            List.of(
                new Statement(
                    "ReadTheParameters",
                    Statement.Effect.ALLOW,
                    List.of("ssm:GetParameter"),
                    List.of("arn:aws:ssm:eu-central-1:111122223333:parameter/acme/*"),
                    Map.of())));
    var key =
        new NamedPolicy(
            "aws/ssm",
            PolicyDocument.resource(
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"},
                 "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {
                 "kms:CallerAccount": "111122223333",
                 "kms:ViaService": "ssm.eu-central-1.amazonaws.com"}}}]}
                """));
    var request =
        AccessRequest.of(
            ALICE,
            "kms:Decrypt",
            "arn:aws:kms:eu-central-1:111122223333:key/0123",
            Context.empty()
                .with("kms:CallerAccount", "111122223333")
                .with("kms:ViaService", "ssm.eu-central-1.amazonaws.com")
                .with("aws:CurrentTime", "2026-11-23T11:30:00Z")
                .with(Policy.SESSION_GRANT, GRANT.value()));
    Policy boundary = new Ceiling(policy.statements()).boundary();

    for (Policies fenced :
        List.of(
            session(policy, policy.ofGrant(GRANT, END), policy),
            session(policy, policy.unfencedUntil(END), boundary))) {
      assertThat(Evaluation.evaluate(request, fenced.at(key)))
          .isInstanceOf(Verdict.ExplicitlyDenied.class);
    }
    Policies unfenced = session(policy, policy.unfencedUntil(END), policy);
    assertThat(Evaluation.evaluate(request, unfenced.at(key))).isInstanceOf(Verdict.Allowed.class);
  }

  private List<String> played(SplittableRandom random, Optional<IamSimulate> another) {
    Policy policy = fenceable(random);
    ObjectNode atResource = RandomPolicies.resourcePolicy(random);
    String account = one(ACCOUNTS, random);
    String object = one(RandomPolicies.OBJECTS, random);
    String action = one(REQUESTED, random);
    Map<String, List<String>> keys = new TreeMap<>(RandomPolicies.keys(random));
    // Every request has a time, and is of the grant's session.
    keys.putIfAbsent("aws:CurrentTime", List.of("2026-11-23T11:30:00Z"));
    keys.put(Policy.SESSION_GRANT, List.of(GRANT.value()));
    AccessRequest request = AccessRequest.of(ALICE, action, object, Context.of(keys));

    boolean isSaid = Evaluation.evaluate(request, role(policy)) instanceof Verdict.Allowed;
    Policies fenced =
        session(policy, policy.ofGrant(GRANT, END), new Ceiling(policy.statements()).boundary());
    Policies unfenced = session(policy, policy.unfencedUntil(END), policy);
    var resource = new NamedPolicy("bucket", PolicyDocument.resource(atResource.toString()));
    Verdict verdict = Evaluation.evaluate(request.inAccount(account), fenced.at(resource));
    sessions++;
    if (isSaid) {
      useful++;
    } else {
      another.ifPresent(one -> ask(one, policy, atResource, request, account, keys));
    }
    if (!isSaid
        && Evaluation.evaluate(request.inAccount(account), unfenced.at(resource))
            instanceof Verdict.Allowed) {
      opened++;
    }
    List<String> wrong = new ArrayList<>();
    if (verdict instanceof Verdict.Allowed && !isSaid) {
      wrong.add(
          "%s on %s with %s is allowed by %s and %s"
              .formatted(action, object, keys, PolicyJson.write(policy), atResource));
    }
    if (Evaluation.evaluate(request, fenced) instanceof Verdict.Allowed != isSaid) {
      wrong.add(
          "%s on %s with %s is said by %s to be allowed: %s"
              .formatted(action, object, keys, PolicyJson.write(policy), isSaid));
    }
    return wrong;
  }

  private Policy fenceable(SplittableRandom random) {
    Policy policy = policy(random);
    while (!hasFence(policy)) {
      refused++;
      policy = policy(random);
    }
    return policy;
  }

  private static boolean hasFence(Policy policy) {
    try {
      new PolicyTemplate(policy.statements()).requireFence();
      return true;
    } catch (IllegalArgumentException refusal) {
      return false;
    }
  }

  private void ask(
      IamSimulate another,
      Policy policy,
      ObjectNode atResource,
      AccessRequest request,
      String account,
      Map<String, List<String>> keys) {
    ObjectNode question = Json.object();
    question
        .putArray("identityPolicies")
        .addObject()
        .put("name", "role")
        .set("policy", PolicyJson.tree(policy));
    question.set("sessionPolicy", PolicyJson.tree(policy.ofGrant(GRANT, END)));
    question
        .putArray("permissionBoundaryPolicies")
        .addObject()
        .put("name", "boundary")
        .set("policy", PolicyJson.tree(new Ceiling(policy.statements()).boundary()));
    question.putArray("serviceControlPolicies");
    question.putArray("resourceControlPolicies");
    question.set("resourcePolicy", atResource);
    RandomPolicies.ask(question, request, account, keys);
    questions.add(question);
    another.ask(question, true);
  }

  private static Policies role(Policy policy) {
    return Policies.ofIdentity(List.of(named(policy)));
  }

  private static Policies session(Policy role, Policy session, Policy boundary) {
    return role(role).limitedTo(List.of(named(session))).boundedBy(named(boundary));
  }

  private static NamedPolicy named(Policy policy) {
    return new NamedPolicy("policy", PolicyDocument.identity(PolicyJson.write(policy)));
  }

  private static Policy policy(SplittableRandom random) {
    ObjectNode policy = Json.object().put("Version", "2012-10-17");
    ArrayNode statements = policy.putArray("Statement");
    for (int more = random.nextInt(3); more >= 0; more--) {
      ObjectNode statement = statements.addObject();
      statement.put("Sid", "Some" + more).put("Effect", "Allow");
      some(statement.putArray("Action"), ACTIONS, random);
      some(statement.putArray("Resource"), RESOURCES, random);
      if (random.nextInt(3) > 0) {
        ObjectNode conditions = statement.putObject("Condition");
        for (int next = random.nextInt(2); next >= 0; next--) {
          RandomPolicies.condition(conditions, random);
        }
      }
    }
    return PolicyJson.read(policy);
  }

  private static void some(ArrayNode array, List<String> list, SplittableRandom random) {
    for (int more = random.nextInt(2); more >= 0; more--) {
      array.add(one(list, random));
    }
  }
}
