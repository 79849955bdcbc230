package dev.hallpass.local.probes;

import dev.hallpass.local.probes.Probe.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Asks again until the answer is the one that is waited for: what is changed in AWS is not seen
/// everywhere at once.
record Patience(Aws aws, Duration between, Duration atMost) {

  /// So AWS calls what a change of IAM may take; it gives no number.
  private static final Duration A_FEW_MINUTES = Duration.ofMinutes(3);

  /// As long as a change that was seen once may still be unseen elsewhere.
  private static final Duration SETTLED = Duration.ofSeconds(10);

  static Patience of(Aws aws) {
    return new Patience(aws, Duration.ofMillis(250), A_FEW_MINUTES);
  }

  Patience asking(Duration between, Duration atMost) {
    return new Patience(aws, between, atMost);
  }

  /// The answer that is waited for, or the last one if it did not come.
  <T> T last(Predicate<T> wanted, Supplier<T> question) {
    Instant end = aws.now().plus(atMost);
    T answer = question.get();
    while (!wanted.test(answer) && aws.now().isBefore(end)) {
      aws.pass(between);
      answer = question.get();
    }
    return answer;
  }

  /// The answer that is waited for.
  ///
  /// @throws Inconclusive if it did not come
  <T> T sure(String what, Predicate<T> wanted, Supplier<T> question) {
    T last = last(wanted, question);
    if (!wanted.test(last)) {
      throw new Inconclusive(
          "%s: still %s after %s s".formatted(what, last, Observed.seconds(atMost)));
    }
    return last;
  }

  /// How long the answer that is waited for took to come; if it did not, the last one.
  Observed time(Predicate<Observed> wanted, Supplier<Observed> question) {
    Instant begin = aws.now();
    Observed last = last(wanted, question);
    return wanted.test(last) ? new Observed.Came(Duration.between(begin, aws.now())) : last;
  }

  /// Waits for an answer by which a change is seen to have arrived, and then until the change is
  /// there everywhere. So what is refused afterwards is not refused because it is early.
  void settle(String what, Supplier<Observed> question) {
    sure(what, Observed.DONE::equals, question);
    aws.pass(SETTLED);
  }
}
