package dev.hallpass.local.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.local.probes.Observed.Came;
import dev.hallpass.local.probes.Observed.Refused;
import dev.hallpass.local.probes.Report.Answered;
import dev.hallpass.local.probes.Report.Failed;
import dev.hallpass.local.probes.Report.Missing;
import dev.hallpass.local.probes.Report.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {

  @Test
  void agreementIsALineWithWhatWasSeen() {
    Report report = report(answered(Observed.DENIED, 4_200));
    assertThat(report.agrees()).isTrue();
    assertThat(report.line())
        .isEqualTo(
            "- agrees: `sample-probe`: the call: refused with `AccessDenied`; the end: after 4.2 s");
  }

  @Test
  void aDifferenceSaysWhatWasBelieved() {
    Report report = report(answered(Observed.DONE, 4_000));
    assertThat(report.agrees()).isFalse();
    assertThat(report.line())
        .isEqualTo(
            "- **differs:** `sample-probe`: the call: done (believed: refused with `AccessDenied`);"
                + " the end: after 4 s");
  }

  @Test
  void anotherRefusalIsADifference() {
    assertThat(report(answered(new Refused("ValidationError"), 0)).agrees()).isFalse();
  }

  @Test
  void aTimeBeyondTheBoundIsADifference() {
    Report report = report(answered(Observed.DENIED, 61_000));
    assertThat(report.agrees()).isFalse();
    assertThat(report.line()).contains("after 61 s (believed: within 60 s)");
  }

  @Test
  void whatNeverCameIsADifference() {
    assertThat(report(new Answered(List.of(Observed.DENIED, Observed.DONE))).agrees()).isFalse();
  }

  @Test
  void whatFailedIsNoAgreement() {
    Report report = report(new Failed("CreateRole: still done"));
    assertThat(report.agrees()).isFalse();
    assertThat(report.line()).isEqualTo("- **failed:** `sample-probe`: CreateRole: still done");
  }

  @Test
  void whatIsNotAskedIsNoDifference() {
    Report report = report(new Missing("-Dses.sender= names no verified address"));
    assertThat(report.agrees()).isTrue();
    assertThat(report.line())
        .isEqualTo("- not asked: `sample-probe`: -Dses.sender= names no verified address");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0a/bob@example.com may not"
            + "| User: CALLER may not",
        "arn:aws:iam::111122223333:user/bob, who | CALLER, who",
        "arn:aws:iam::111122223333:role/hallpass-probe/hallpass-probe-1 is not there"
            + "| arn:aws:iam::ACCOUNT:role/hallpass-probe/hallpass-probe-1 is not there",
        "Email address is not verified: bob@example.com | Email address is not verified: ADDRESS"
      })
  void neitherAccountNorPeopleAreNamed(String said, String printed) {
    assertThat(new Redaction("111122223333").of(said + "\nmore")).isEqualTo(printed);
  }

  private static Report report(Result result) {
    return new Report(SampleProbe.asking((_, _) -> List.of()), result);
  }

  private static Answered answered(Observed call, long millis) {
    return new Answered(List.of(call, new Came(Duration.ofMillis(millis))));
  }
}
