package dev.hallpass.local.judge;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hallpass.adapters.iam.IamSimulate;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.PolicyKind;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.policy.Verdict.Allowed;
import dev.hallpass.emulator.policy.Verdict.Deciding;
import dev.hallpass.emulator.policy.Verdict.ExplicitlyDenied;
import dev.hallpass.emulator.policy.Verdict.ImplicitlyDenied;
import dev.hallpass.figures.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was decided while the other tests of this module ran, iam-simulate decides in the same way.
/// The build runs this after them.
@Tag("judge")
class JudgeTest {

  private static final Path SNAPSHOT = Path.of("../reference/snapshot.json");

  private static final RoleSession ALICE =
      RoleSession.of("arn:aws:iam::111122223333:role/reader", "alice");
  private static final String OBJECT = "arn:aws:s3:::reports/q3.csv";
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111122223333:table/orders";

  /// Its second statement never allows anything: the key has several values, and the operator is
  /// for one.
  private static final String READS =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"},
          {
            "Effect": "Allow",
            "Action": "dynamodb:GetItem",
            "Resource": "%s",
            "Condition": {"StringEquals": {"dynamodb:LeadingKeys": "customer#4711"}}
          }
        ]
      }
      """
          .formatted(TABLE);

  private static final List<Deciding> FIRST =
      List.of(new Deciding(PolicyKind.IDENTITY, "reads", "statement 1"));
  private static final Verdict ALLOWED = new Allowed(FIRST);
  private static final Verdict DENIED = new ImplicitlyDenied(List.of(PolicyKind.IDENTITY));

  @TempDir private Path folder;

  @Test
  void iamSimulateDecidesEachRecordedKindInTheSameWay() throws IOException, InterruptedException {
    List<RecordedDecision> recorded = RecordedDecision.in(Recorder.RECORDED);
    assumeTrue(!recorded.isEmpty(), "No test that records decisions ran before, so none is judged");
    Map<String, Long> verdicts =
        recorded.stream().collect(groupingBy(RecordedDecision::verdict, TreeMap::new, counting()));
    List<String> different = differences(recorded);
    Figures.note(
        "kinds of decisions in all scenarios %d %s, decided otherwise by iam-simulate %d; it knows AWS from %s, infra/reference from %s",
        recorded.size(),
        verdicts,
        different.size(),
        IamSimulate.reference(),
        Json.text(Json.read(Files.readString(SNAPSHOT)), "source"));
    assertThat(different).isEmpty();
  }

  @Test
  void mistakesAreReportedWithEverythingThatTellsWhoIsRightAndNothingElseIs()
      throws IOException, InterruptedException {
    Context leading = Context.empty().with("dynamodb:LeadingKeys", "customer#4711");
    List<String> reports =
        differences(
            List.of(
                decided("s3:GetObject", OBJECT, Context.empty(), ALLOWED),
                decided("s3:PutObject", OBJECT, Context.empty(), DENIED),
                decided("s3:GetObject", OBJECT, Context.empty(), DENIED),
                decided("s3:PutObject", OBJECT, Context.empty(), ALLOWED),
                decided("s3:PutObject", OBJECT, Context.empty(), new ExplicitlyDenied(FIRST)),
                decided("dynamodb:GetItem", TABLE, leading, ALLOWED),
                decided("s3:GetObject", OBJECT, leading, ALLOWED),
                decided(
                    "s3:GetObject",
                    OBJECT,
                    Context.empty().with("aws:PrincipalType", "AssumedRole", "User"),
                    ALLOWED),
                decided("s3:GetObject", TABLE, Context.empty(), DENIED),
                decided("s3:GetObjects", OBJECT, Context.empty(), DENIED)));

    assertThat(reports)
        .extracting(report -> report.lines().findFirst().orElseThrow())
        .containsExactly(
            "ImplicitlyDenied here, Allowed there",
            "Allowed here, ImplicitlyDenied there",
            "ExplicitlyDenied here, ImplicitlyDenied there",
            "Allowed here, ImplicitlyDenied there",
            "Allowed here, Allowed there, the action does not give [dynamodb:LeadingKeys]",
            "Allowed here, Allowed there, too many values",
            "ImplicitlyDenied here, ImplicitlyDenied there, no.resource.types",
            "ImplicitlyDenied here, nothing there, {\"message\":\"invalid.action\"}");
    assertThat(reports.get(3).lines())
        .contains(
            "  here: Allowed by statement 1 of the identity policy reads.",
            "  principal: arn:aws:sts::111122223333:assumed-role/reader/alice",
            "  action: dynamodb:GetItem",
            "  resource: " + TABLE,
            "  dynamodb:LeadingKeys: [\"customer#4711\"]",
            "  identityPolicies: [{\"name\":\"reads\",\"policy\":%s}]".formatted(Json.read(READS)));
  }

  private static RecordedDecision decided(
      String action, String resource, Context keys, Verdict verdict) {
    return RecordedDecision.of(
        AccessRequest.of(ALICE, action, resource, keys),
        Policies.ofIdentity(List.of(new NamedPolicy("reads", PolicyDocument.identity(READS)))),
        verdict);
  }

  private List<String> differences(List<RecordedDecision> decisions)
      throws IOException, InterruptedException {
    Optional<IamSimulate> started = IamSimulate.started(folder);
    assumeTrue(started.isPresent(), IamSimulate.NOT_THERE);
    IamSimulate simulate = started.orElseThrow();
    decisions.forEach(decision -> decision.ask(simulate));
    List<IamSimulate.SimulatedVerdict> verdicts = simulate.verdicts();
    assertThat(verdicts).hasSameSizeAs(decisions);
    List<String> different = new ArrayList<>();
    for (int at = 0; at < verdicts.size(); at++) {
      if (!decisions.get(at).agrees(verdicts.get(at))) {
        different.add(decisions.get(at).beside(verdicts.get(at)));
      }
    }
    return different;
  }
}
