package dev.hallpass.audit;

import dev.hallpass.log.Checkpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// What is wrong, while it is being found. Checks that take time are made by the workers.
final class Findings {

  /// Enough to show what kind of thing happened.
  private static final int MOST = 100;

  /// Each of them holds an object of the log.
  private static final int MOST_OPEN = 256;

  private final ExecutorService workers;
  private final List<Finding> found = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();

  Findings(ExecutorService workers) {
    this.workers = workers;
  }

  void add(Finding finding) {
    if (found.size() < MOST) {
      found.add(finding);
    }
  }

  /// Adds a finding if a check fails.
  void unless(BooleanSupplier holds, Finding otherwise) {
    open.add(new Open(workers.submit(holds::getAsBoolean), otherwise));
    while (open.size() > MOST_OPEN) {
      close(open.remove());
    }
  }

  private void close(Open one) {
    if (!Workers.result(one.holds())) {
      add(one.otherwise());
    }
  }

  boolean areEmpty() {
    return found.isEmpty();
  }

  /// All of them, when all checks are made.
  List<Finding> all() {
    while (!open.isEmpty()) {
      close(open.remove());
    }
    return found.stream().sorted(Finding.ORDER).toList();
  }

  private record Open(Future<Boolean> holds, Finding otherwise) {}

  /// Where the walk is.
  ///
  /// @param interval the number of the interval
  /// @param before the checkpoint before it
  /// @param here its own checkpoint
  record Place(long interval, Optional<Checkpoint> before, Optional<Checkpoint> here) {

    /// Something that was wrong already when it was signed.
    Finding signed(int line, String what, String wrong) {
      return new Finding(interval, line, what, wrong, before, here);
    }

    /// Something that became wrong after it was signed.
    Finding changed(int line, String what, String wrong) {
      return new Finding(interval, line, what, wrong, here, Optional.empty());
    }
  }
}
