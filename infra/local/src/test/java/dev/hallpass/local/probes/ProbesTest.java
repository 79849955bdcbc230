package dev.hallpass.local.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.local.probes.Report.Answered;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The probes asked of the emulator. What it believes is printed, a line for each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbesTest {

  /// What the emulator has no part for, and so no belief of.
  private static final Set<String> OF_AWS_ONLY =
      Set.of("drift-detection-of-policies", "revert-drift-of-policies", "pipe-into-a-log");

  private final EmulatedAws aws = EmulatedAws.empty();

  static List<Probe> probes() {
    return Probes.all();
  }

  @AfterAll
  void removeWhatTheProbesMade() {
    new Leftovers(aws).remove();
    aws.close();
  }

  @ParameterizedTest
  @MethodSource("probes")
  void theEmulatorBelievesWhatTheDesignBelieves(Probe probe) {
    Report report = Report.of(probe, aws);
    System.out.println(report.line());

    assertThat(report.agrees()).as(report.line()).isTrue();
    assertThat(report.result() instanceof Answered)
        .as(report.line())
        .isNotEqualTo(OF_AWS_ONLY.contains(probe.name()));
  }

  @Test
  void namesAreInKebabCaseAndUnlikeEachOther() {
    assertThat(Probes.all())
        .extracting(Probe::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)+"));
  }

  @Test
  void atLeastFifteenAreAskedOfTheEmulator() {
    assertThat(Probes.all()).hasSizeGreaterThanOrEqualTo(OF_AWS_ONLY.size() + 15);
  }
}
