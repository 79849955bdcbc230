package dev.hallpass.local.probes;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What came of one question.
sealed interface Observed {

  /// What was called was done.
  record Done() implements Observed {
    @Override
    public String toString() {
      return "done";
    }
  }

  /// The call was refused.
  ///
  /// @param code AWS's own, without the ending `Exception` that some services give it
  record Refused(String code) implements Observed {
    @Override
    public String toString() {
      return "refused with `%s`".formatted(code);
    }
  }

  /// What was waited for came.
  record Came(Duration after) implements Observed {
    @Override
    public String toString() {
      return "after %s s".formatted(seconds(after));
    }
  }

  /// Something was read.
  record Read(String value) implements Observed {
    @Override
    public String toString() {
      return "`%s`".formatted(value);
    }
  }

  Observed DONE = new Done();

  /// The refusal of what no policy allows, or one denies.
  Observed DENIED = new Refused("AccessDenied");

  /// What comes of a call.
  ///
  /// @throws AwsServiceException if AWS failed or throttled, which answers nothing
  static Observed of(Runnable call) {
    try {
      call.run();
      return DONE;
    } catch (AwsServiceException refusal) {
      if (refusal.statusCode() >= 500 || refusal.isThrottlingException()) {
        throw refusal;
      }
      return new Refused(code(refusal));
    }
  }

  /// What is read, if that is not refused.
  ///
  /// @throws AwsServiceException if AWS failed or throttled, which answers nothing
  static Observed reading(Supplier<String> reading) {
    AtomicReference<String> value = new AtomicReference<>("");
    Observed read = of(() -> value.set(reading.get()));
    return read.equals(DONE) ? new Read(value.get()) : read;
  }

  private static String code(AwsServiceException refusal) {
    return Optional.ofNullable(refusal.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .orElseGet(() -> refusal.getClass().getSimpleName())
        .replaceFirst("Exception$", "");
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0).replaceFirst("\\.0$", "");
  }
}
