package dev.hallpass.adapters.iam;

import static dev.hallpass.adapters.iam.RandomPolicies.one;
import static dev.hallpass.grant.Examples.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.hallpass.policy.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// No wildcard reaches what belongs to Hallpass.
class OwnPartsFuzzTest {

  private static final int WILDCARDS = 10_000;
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  private static final String BEFORE = "2026-11-23T11:30:00Z";
  private static final Principal ALICE =
      Principal.RoleSession.of("arn:aws:iam::111122223333:role/things", "alice");

  /// A part of Hallpass, something of the same kind beside it, and an action on both.
  private record Pair(String action, String own, String other) {}

  private static final List<Pair> PAIRS =
      List.of(
          pair("dynamodb:PutItem", "dynamodb", "table/hallpass-ledger", "table/orders"),
          pair("dynamodb:PutItem", "dynamodb", "table/Hallpass-TicketsOpen0A1B", "table/orders"),
          pair("dynamodb:Query", "dynamodb", "table/hallpass-ledger/index/due", "table/o/index/i"),
          pair("lambda:InvokeFunction", "lambda", "function:Hallpass-Activate0A", "function:shop"),
          pair("states:StartExecution", "states", "stateMachine:hallpass-x", "stateMachine:load"),
          pair(
              "states:StopExecution", "states", "execution:hallpass-x:grant-1", "execution:load:1"),
          pair("cloudwatch:DeleteAlarms", "cloudwatch", "alarm:Hallpass-LateEnds", "alarm:shop"),
          pair("logs:DeleteLogStream", "logs", "log-group:/aws/lambda/Hallpass-A", "log-group:/a"),
          pair("logs:DeleteLogStream", "logs", "log-group:aws-waf-logs-hallpass", "log-group:/a"),
          pair("events:DisableRule", "events", "rule/Hallpass-Reap", "rule/nightly"),
          pair("sns:Publish", "sns", "Hallpass-Alarms", "news"),
          new Pair("s3:PutObject", "arn:aws:s3:::cdk-hallpass-assets/x", "arn:aws:s3:::things/x"),
          new Pair("s3:PutObject", "arn:aws:s3:::hallpass-trail/x", "arn:aws:s3:::things/x"));

  private int reached;
  private int useful;

  @Test
  void noWildcardReachesWhatBelongsToHallpass() {
    var cases = new Cases("functions/adapters", OwnPartsFuzzTest.class, WILDCARDS);

    assertThat(cases.wrong(this::played)).isEmpty();

    Figures.note(
        "%d random wildcards, %d of which reach a part of Hallpass: 0 of them open it; %d open something beside it",
        Cases.share(WILDCARDS), reached, useful);
    if (Cases.areAllPlayed()) {
      assertThat(reached).isGreaterThan(Cases.share(WILDCARDS / 5));
      assertThat(useful).isGreaterThan(Cases.share(WILDCARDS / 5));
    }
  }

  private List<String> played(SplittableRandom random) {
    Pair pair = one(PAIRS, random);
    String resource = blurred(random.nextInt(3) == 0 ? pair.other : pair.own, random);
    var policy =
        new Policy(
            List.of(
                new Statement(
                    "Some",
                    Statement.Effect.ALLOW,
                    List.of(pair.action),
                    List.of(resource),
                    Map.of())));
    Policies bare = policies(policy, policy);
    Policies session =
        policies(policy.ofGrant(GRANT, END), new Ceiling(policy.statements()).boundary());
    boolean isReached = isAllowed(pair.action, pair.own, bare);
    boolean isBeside = isAllowed(pair.action, pair.other, bare);
    reached += isReached ? 1 : 0;
    useful += isBeside ? 1 : 0;
    List<String> wrong = new ArrayList<>();
    // The policy alone and the boundary alone are each enough.
    for (Policies some :
        List.of(
            session,
            policies(policy.ofGrant(GRANT, END), policy),
            policies(policy, new Ceiling(policy.statements()).boundary()))) {
      if (isAllowed(pair.action, pair.own, some)) {
        wrong.add("%s is opened by %s".formatted(pair.own, resource));
      }
    }
    if (isBeside && !isAllowed(pair.action, pair.other, session)) {
      wrong.add(
          "%s is not opened any more by %s"
              .formatted(pair.other, PolicyJson.write(policy.ofGrant(GRANT, END))));
    }
    return wrong;
  }

  /// The same ARN with wildcards in its last part.
  private static String blurred(String arn, SplittableRandom random) {
    int name = arn.lastIndexOf(':') + 1;
    if (arn.contains(":execution:") || arn.contains(":log-group:") || arn.contains(":alarm:")) {
      name = arn.indexOf(':', arn.indexOf("111122223333")) + 1;
    }
    StringBuilder blurred = new StringBuilder(arn);
    for (int times = random.nextInt(1, 4); times > 0; times--) {
      int from = random.nextInt(name, blurred.length());
      int to = random.nextInt(from, Math.min(blurred.length(), from + 12)) + 1;
      blurred.replace(from, to, random.nextInt(4) == 0 ? "?".repeat(to - from) : "*");
    }
    return blurred.toString();
  }

  private static boolean isAllowed(String action, String resource, Policies policies) {
    AccessRequest request =
        AccessRequest.of(
            ALICE,
            action,
            resource,
            Context.empty()
                .with("aws:CurrentTime", BEFORE)
                .with(Policy.SESSION_GRANT, GRANT.value()));
    return Evaluation.evaluate(request, policies) instanceof Verdict.Allowed;
  }

  private static Policies policies(Policy session, Policy boundary) {
    return Policies.ofIdentity(List.of(named("role", boundary)))
        .limitedTo(List.of(named("session", session)))
        .boundedBy(named("boundary", boundary));
  }

  private static NamedPolicy named(String name, Policy policy) {
    return new NamedPolicy(name, PolicyDocument.identity(PolicyJson.write(policy)));
  }

  private static Pair pair(String action, String service, String own, String other) {
    String place = "arn:aws:%s:eu-central-1:111122223333:".formatted(service);
    return new Pair(action, place + own, place + other);
  }
}
