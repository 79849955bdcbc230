package dev.hallpass.reconciliation;

import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.port.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RingsTest {

  private final InMemoryTelemetry log = new InMemoryTelemetry();
  private final Rings rings = new Rings();
  private Instant now = NOON;

  @Test
  void whatLastsRingsOnce() {
    for (int minute = 0; minute < 600; minute++) {
      pass(Finding.OUTLIVED, "a grant");
    }

    assertThat(log.rung()).containsExactly(Alarm.POLICY_OUTLIVED);
  }

  @Test
  void theSameAtAnotherPlaceRingsThough() {
    pass(Finding.OUTLIVED, "a grant");
    pass(Finding.OUTLIVED, "another");

    assertThat(log.rung()).containsExactly(Alarm.POLICY_OUTLIVED, Alarm.POLICY_OUTLIVED);
  }

  @Test
  void whatIsFoundOnceAnHourLasts() {
    for (int hour = 0; hour < 24; hour++) {
      pass(Finding.NEARLY_FULL, "an account");
      now = now.plus(Duration.ofMinutes(60));
    }

    assertThat(log.rung()).containsExactly(Alarm.POLICIES_NEARLY_FULL);
  }

  @Test
  void whatComesBackAfterMoreThanAnHourRingsAnew() {
    pass(Finding.DRIFTED, "a policy");
    now = now.plus(Duration.ofMinutes(70));
    pass(Finding.DRIFTED, "a policy");

    assertThat(log.rung()).containsExactly(Alarm.POLICY_DRIFTED, Alarm.POLICY_DRIFTED);
  }

  @Test
  void whatNeedsNobodyIsSilent() {
    pass(Finding.REMOVED, "a grant");

    assertThat(log.rung()).isEmpty();
  }

  @Test
  void eachAlarmHasANameOfItsOwn() {
    List<String> names = Stream.of(Alarm.values()).map(Alarm::id).toList();

    assertThat(Set.copyOf(names)).hasSameSizeAs(names);
    assertThat(Stream.of(Alarm.values()).map(Alarm::bell).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Alarm.Bell.values());
  }

  private void pass(Finding finding, Object where) {
    Pass pass = Pass.begin(() -> Duration.ofMinutes(5), log);
    pass.note(finding, where);
    rings.ring(pass, now);
    now = now.plus(Duration.ofMinutes(1));
  }
}
