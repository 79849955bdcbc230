package dev.hallpass.handlers.upkeep;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;

/// The time that a pass has left. It is called each minute, so it takes less than that, and it ends
/// well before Lambda would end it: what is begun is finished, and where it stopped is remembered.
final class TimeLeft {

  private static final Duration LONGEST = Duration.ofSeconds(50);
  // Longer than the calls for one grant take, with their retries.
  private static final Duration RESERVE = Duration.ofSeconds(20);

  private final Context context;
  private final long stopAt;

  private TimeLeft(Context context, long stopAt) {
    this.context = context;
    this.stopAt = stopAt;
  }

  /// Begins now.
  static TimeLeft of(Context context) {
    return new TimeLeft(context, RESERVE.toMillis()).atMost(LONGEST);
  }

  /// No more than so much of it, from now on.
  TimeLeft atMost(Duration part) {
    return new TimeLeft(
        context, Math.max(stopAt, context.getRemainingTimeInMillis() - part.toMillis()));
  }

  boolean isUp() {
    return context.getRemainingTimeInMillis() <= stopAt;
  }
}
