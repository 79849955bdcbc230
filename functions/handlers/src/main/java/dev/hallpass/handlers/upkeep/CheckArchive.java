package dev.hallpass.handlers.upkeep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.audit.Audit;
import dev.hallpass.audit.Finding;
import dev.hallpass.audit.NoLog;
import dev.hallpass.audit.Pins;
import dev.hallpass.audit.Report;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks once a day that the log in the archive is whole, from its first interval to its newest.
/// It runs where the archive is, and can change nothing.
public final class CheckArchive implements RequestStreamHandler {

  /// One change can spoil everything behind it.
  private static final int MOST_LINES = 100;

  /// The archive's own key is believed: Object Lock keeps its first version.
  private static final Pins NOTHING_ELSE =
      new Pins(List.of(), Optional.empty(), Optional.empty(), List.of());

  private final Audit audit;
  private final InstantSource clock;

  /// Called by Lambda, once per environment.
  public CheckArchive() {
    this(Wiring.fromEnvironment());
  }

  public CheckArchive(Wiring wiring) {
    this.audit = wiring.audit();
    this.clock = wiring.clock();
  }

  /// Takes any event: there is nothing to choose.
  ///
  /// @throws NotWhole if something is wrong with the log
  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    Log.run(context, this::check);
    output.write('{');
    output.write('}');
  }

  private void check() {
    Report report = report();
    if (!report.isWhole()) {
      Metrics.count(clock.instant(), Map.of("ArchiveNotWhole", 1L));
      NotWhole notWhole = new NotWhole(report.findings().size());
      report.findings().stream()
          .limit(MOST_LINES)
          .forEach(finding -> Log.failure(sentence(finding), notWhole));
      throw notWhole;
    }
    Log.info(
        "The log is whole: %d intervals, %d entries, root %s. No key of the seals is here, so no seal was checked"
            .formatted(
                report.intervals(),
                report.entries(),
                report.newest().map(newest -> newest.root().base64()).orElse("of no checkpoint")));
  }

  private Report report() {
    try {
      return audit.report(NOTHING_ELSE, Optional.empty(), (_, _, _) -> {});
    } catch (NoLog none) {
      Log.failure("There is no log to check, or no key of it", none);
      throw none;
    } catch (OutcomeUnknown unknown) {
      Log.failure("The log waits for the next check", unknown);
      throw unknown.alone();
    }
  }

  private static String sentence(Finding finding) {
    return "The log is not whole: %s %s. It was last right at %s"
        .formatted(
            finding.what(),
            finding.wrong(),
            finding.lastGood().map(Checkpoint::at).map(Object::toString).orElse("no checkpoint"));
  }

  /// Thrown when something is wrong with the log, so that the alarm rings.
  static final class NotWhole extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotWhole(int findings) {
      super("The log is not whole: %d findings".formatted(findings));
    }
  }
}
