package dev.hallpass.local.judge;

import static dev.hallpass.grant.Examples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.policy.Trail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

  private static final String FIRST = "1".repeat(32);
  private static final String SECOND = "2".repeat(32);
  private static final String NOON = "2026-03-02T12:00:00Z";
  private static final String ONE = "2026-03-02T13:00:00Z";
  private static final String TWO = "2026-03-02T14:00:00Z";

  @TempDir private Path folder;

  @Test
  void decisionsThatDifferOnlyInGrantAndTimeAreOfOneKind() throws IOException {
    Recorder recorder = new Recorder(folder);
    hear(recorder, FIRST, NOON, FIRST, ONE);
    hear(recorder, SECOND, NOON, SECOND, ONE);
    hear(recorder, FIRST, ONE, FIRST, TWO);
    assertThat(RecordedDecision.in(folder)).hasSize(1);
  }

  @Test
  void aPolicyOfAnotherGrantMakesAnotherKindAndSoDoesATimeThatIsOver() throws IOException {
    Recorder recorder = new Recorder(folder);
    hear(recorder, FIRST, NOON, FIRST, ONE);
    hear(recorder, FIRST, NOON, SECOND, ONE);
    hear(recorder, FIRST, ONE, FIRST, ONE);
    hear(recorder, FIRST, TWO, FIRST, ONE);
    assertThat(RecordedDecision.in(folder))
        .extracting(RecordedDecision::verdict)
        .containsExactlyInAnyOrder(
            "Allowed", "ImplicitlyDenied", "ImplicitlyDenied", "ImplicitlyDenied");
  }

  @Test
  void aKindIsRecordedOnceByAllWhoShareAFolder() throws IOException {
    hear(new Recorder(folder), FIRST, NOON, FIRST, ONE);
    hear(new Recorder(folder), SECOND, NOON, SECOND, ONE);
    assertThat(RecordedDecision.in(folder)).hasSize(1);
  }

  @Test
  void whoHearsOfDenialsHearsOfNothingThatIsAllowed() throws IOException {
    Trail denials = new Recorder(folder).ofDenials();
    hear(denials, FIRST, NOON, FIRST, ONE);
    hear(denials, FIRST, TWO, FIRST, ONE);
    assertThat(RecordedDecision.in(folder))
        .extracting(RecordedDecision::verdict)
        .containsExactly("ImplicitlyDenied");
  }

  @Test
  void whatASceneDecidesIsRecorded() throws IOException {
    try (Scene scene = new Scene()) {
      scene.request(ALICE, Asked.prefix("PT15M"));
    }
    assertThat(RecordedDecision.in(Recorder.RECORDED))
        .extracting(RecordedDecision::action)
        .contains("states:StartExecution", "sts:AssumeRole", "ses:SendEmail");
  }

  /// Lets a session of one grant ask under a policy of another one.
  private static void hear(Trail trail, String grant, String now, String granted, String end) {
    AccessRequest request =
        AccessRequest.of(
            RoleSession.of("arn:aws:iam::111122223333:role/reader", "hallpass-" + grant),
            "s3:GetObject",
            "arn:aws:s3:::reports/q3.csv",
            Context.empty()
                .with("aws:CurrentTime", now)
                .with("aws:PrincipalTag/hallpass:grant", "grant-" + grant));
    Policies policies =
        Policies.ofIdentity(
            List.of(
                new NamedPolicy(
                    "grant-" + granted,
                    PolicyDocument.identity(
                        """
                        {
                          "Version": "2012-10-17",
                          "Statement": {
                            "Effect": "Allow",
                            "Action": "s3:GetObject",
                            "Resource": "*",
                            "Condition": {
                              "StringEquals": {"aws:PrincipalTag/hallpass:grant": "grant-%s"},
                              "DateLessThan": {"aws:CurrentTime": "%s"}
                            }
                          }
                        }
                        """
                            .formatted(granted, end)))));
    trail.decided(request, policies, Evaluation.evaluate(request, policies));
  }
}
