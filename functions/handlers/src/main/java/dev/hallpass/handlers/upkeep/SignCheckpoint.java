package dev.hallpass.handlers.upkeep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Interval.Part;
import dev.hallpass.log.LogForked;
import dev.hallpass.log.LogWriter;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Brings the new entries of the ledger into its log, and signs a checkpoint: every five minutes,
/// also when nothing happened. No grant waits for it.
public final class SignCheckpoint implements RequestStreamHandler {

  /// Enough for one more interval.
  private static final Duration AN_INTERVAL = Duration.ofMinutes(1);

  /// Longer than from one call to the next.
  private static final Duration LATE = Duration.ofMinutes(7);

  private final LogWriter log;
  private final InstantSource clock;

  /// Called by Lambda, once per environment.
  public SignCheckpoint() {
    this(Wiring.fromEnvironment());
  }

  public SignCheckpoint(Wiring wiring) {
    this.log = wiring.logWriter();
    this.clock = wiring.clock();
  }

  /// Takes any event: there is nothing to choose.
  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    Log.run(context, () -> sign(context));
    output.write('{');
    output.write('}');
  }

  private void sign(Context context) {
    Instant now = clock.instant();
    try {
      count(
          log.run(
              newest -> countAge(now, newest),
              () -> context.getRemainingTimeInMillis() > AN_INTERVAL.toMillis()));
    } catch (LogForked forked) {
      Metrics.count(now, Map.of("LogForks", 1L));
      Log.info("Nothing is signed: " + forked.getMessage());
      throw forked;
    } catch (OutcomeUnknown unknown) {
      Log.failure("The log waits for the next call", unknown);
      throw unknown.alone();
    }
  }

  /// Before it signs, so that the window is seen to grow also while it cannot. A metric is paid for
  /// in each hour that has it, so it is not written while all is well.
  private static void countAge(Instant now, Instant newest) {
    Duration behind = Duration.between(newest, now);
    if (behind.compareTo(LATE) > 0) {
      Metrics.count(now, Map.of("LogBehindSeconds", behind.toSeconds()));
    }
  }

  private static void count(List<Interval> signed) {
    Interval newest = signed.getLast();
    long changes =
        signed.stream().flatMap(one -> one.changes().stream()).mapToLong(Part::count).sum();
    if (changes > 0) {
      Metrics.count(newest.at(), Map.of("LedgerChanges", changes));
    }
    Log.info(
        "The log has %d entries and the root %s"
            .formatted(newest.tree().size(), newest.tree().root()));
  }
}
