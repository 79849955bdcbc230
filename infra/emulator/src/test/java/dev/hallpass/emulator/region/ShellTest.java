package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SsmException;

/// Sessions of Session Manager, and who may begin, list and terminate them.
class ShellTest {
  private static final String INSTANCE = "i-0123456789abcdef0";

  private final SampleRegion sample =
      new SampleRegion("\"Alarm\": {\"Type\": \"AWS::CloudWatch::Alarm\", \"Properties\": {}}");
  private final SsmClient ssm = sample.region.ssm(sample.function().caller(), "eu-central-1");

  @AfterEach
  void close() {
    sample.close();
  }

  @Test
  void aSessionGoesOnUntilItIsTerminated() {
    sample.allow("ssm:StartSession", "ssm:DescribeSessions", "ssm:TerminateSession");
    String id = begin();

    sample.allow("ssm:DescribeSessions", "ssm:TerminateSession");
    assertThatExceptionOfType(SsmException.class).isThrownBy(this::begin);
    assertThat(sample.region.shells()).containsExactly(id);

    ssm.terminateSession(end -> end.sessionId(id));
    ssm.terminateSession(end -> end.sessionId(id));
    assertThat(sample.region.shells()).isEmpty();
  }

  @Test
  void itIsListedWithItsOwnerInItsRegionAlone() {
    sample.allow("ssm:StartSession", "ssm:DescribeSessions");
    String id = begin();

    Session listed =
        ssm.describeSessions(list -> list.state(SessionState.ACTIVE)).sessions().getFirst();

    assertThat(listed.sessionId()).isEqualTo(id);
    assertThat(listed.owner()).isEqualTo(sample.function().caller().principal().arn());
    assertThat(
            sample
                .region
                .ssm(sample.function().caller(), "eu-west-1")
                .describeSessions(list -> list.state(SessionState.ACTIVE))
                .sessions())
        .isEmpty();
  }

  @Test
  void whatIsNotAllowedIsDenied() {
    sample.allow("ssm:StartSession");
    String id = begin();

    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(() -> ssm.terminateSession(end -> end.sessionId(id)))
        .satisfies(denied ->
            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(() -> ssm.describeSessions(list -> list.state(SessionState.ACTIVE)));
    assertThat(sample.region.shells()).containsExactly(id);
  }

  private String begin() {
    return ssm.startSession(start -> start.target(INSTANCE)).sessionId();
  }
}
