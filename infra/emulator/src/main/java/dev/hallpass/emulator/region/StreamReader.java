package dev.hallpass.emulator.region;

import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.authorization.Access;
import dev.hallpass.emulator.lambda.InMemoryLambda;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// Lambda's reader of a stream for a function, with the function's role. It delivers in order, at
/// least once, and again after a failure, while later changes wait.
final class StreamReader {
  private static final Duration A_MOMENT = Duration.ofMillis(200);
  private static final long LONGEST_PAUSE = 60;

  /// [Source](
  /// https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html)
  private static final List<String> READING =
      List.of(
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
          "dynamodb:ListStreams");

  private final TableStream stream;
  private final EventSourceMapping mapping;
  private final Account account;
  private final LambdaFunction function;
  private final InMemoryLambda lambda;
  private final Timeline timeline;

  // Only tasks of the timeline use these, and two tasks never overlap.
  private final Deque<Batch> batches = new ArrayDeque<>();
  private int read;
  private int failures;
  private boolean pauses;

  /// Begins to read at the oldest change.
  ///
  /// @throws IllegalArgumentException if the function does not exist
  StreamReader(
      TableStream stream,
      EventSourceMapping mapping,
      Account account,
      InMemoryLambda lambda,
      Timeline timeline) {
    this.stream = stream;
    this.mapping = mapping;
    this.account = account;
    this.function = lambda.function(mapping.function());
    this.lambda = lambda;
    this.timeline = timeline;
    stream.onChange(() -> after(mapping.window().plus(A_MOMENT), this::poll));
  }

  /// Forgets its place in the stream.
  void beginAgain() {
    after(
        A_MOMENT,
        () -> {
          read = 0;
          poll();
        });
  }

  private void poll() {
    if (pauses) {
      return;
    }
    List<Change> unread = stream.after(read);
    if (!mayRead()) {
      pauseIf(Stream.concat(batched(), unread.stream()).anyMatch(this::isKept));
      return;
    }
    read += unread.size();
    batches.addAll(Batch.of(unread.stream().filter(mapping::passes).toList(), mapping.batchSize()));
    boolean done = true;
    while (done && !batches.isEmpty()) {
      done = isDone(batches.removeFirst().since(oldest()));
    }
    pauseIf(!done);
  }

  private Stream<Change> batched() {
    return batches.stream().flatMap(batch -> batch.changes().stream());
  }

  private boolean mayRead() {
    return READING.stream()
        .map(action -> Access.to(action, stream.arn(), Context.empty()))
        .allMatch(access -> account.may(function.caller(), access, List.of()).allowed());
  }

  private boolean isKept(Change change) {
    return !change.at().isBefore(oldest());
  }

  private Instant oldest() {
    return timeline.instant().minus(mapping.age());
  }

  /// Delivers a batch. The changes that the function has not done go back to the front, unless all
  /// retries are used.
  private boolean isDone(Batch batch) {
    if (batch.isEmpty()) {
      return true;
    }
    int done = handedOver(batch);
    List<Batch> left =
        batch.without(done).failed(mapping.halves() && done == 0).stream()
            .filter(again -> !again.isEmpty() && again.retry() <= mapping.retries())
            .toList();
    left.reversed().forEach(batches::addFirst);
    if (done > 0 || left.isEmpty()) {
      failures = 0;
    }
    return left.isEmpty();
  }

  /// The number of changes from the beginning that the function has done.
  private int handedOver(Batch batch) {
    try {
      String answer = lambda.handOver(mapping.function(), batch.event());
      return mapping.reports() ? batch.doneBy(answer) : batch.changes().size();
    } catch (FunctionError _) {
      return 0;
    }
  }

  /// Waits longer each time, up to a minute.
  private void pauseIf(boolean failed) {
    pauses = failed;
    if (failed) {
      long seconds = Math.min(1L << Math.min(failures, 6), LONGEST_PAUSE);
      failures++;
      after(
          Duration.ofSeconds(seconds),
          () -> {
            pauses = false;
            poll();
          });
    }
  }

  private void after(Duration time, Runnable task) {
    timeline.schedule(timeline.instant().plus(time), task);
  }
}
