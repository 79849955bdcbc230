package dev.hallpass.local.probes;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.local.probes.Report.Missing;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The probes asked of an account of AWS, `mvn verify -Preal-aws -Dprobes`, several at a time. What
/// they say is printed, a line for each, to be put into an issue.
@Tag("probes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsProbesTest {

  /// Few, because IAM throttles many changes at once.
  private static final int AT_ONCE = 10;

  private final RealAws aws = RealAws.confirmed();
  private final Leftovers leftovers = new Leftovers(aws);
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  /// A probe that is under way.
  record Asked(Probe probe, Future<Report> report) {
    @Override
    public String toString() {
      return probe.name();
    }
  }

  @BeforeAll
  void removeWhatAnEarlierRunLeft() {
    leftovers.remove();
    System.out.printf("The probes in an account of AWS, %s, %s:%n%n", aws.region(), aws.now());
  }

  @AfterAll
  void removeWhatThisRunMade() {
    threads.shutdownNow();
    leftovers.remove();
  }

  /// All at once, those first that take longest.
  Stream<Asked> asked() {
    List<Asked> asked =
        Probes.all().stream()
            .sorted(comparing((Probe probe) -> probe.cost().time()).reversed())
            .map(probe -> new Asked(probe, threads.submit(() -> Report.of(probe, aws))))
            .toList();
    return asked.reversed().stream();
  }

  @ParameterizedTest
  @MethodSource("asked")
  void awsIsWhatTheDesignTakesItFor(Asked asked) throws ExecutionException, InterruptedException {
    Report report = asked.report().get();
    System.out.println(report.line());

    Assumptions.assumeFalse(report.result() instanceof Missing, report.line());
    assertThat(report.agrees()).as(report.line()).isTrue();
  }
}
