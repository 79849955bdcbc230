package dev.hallpass.audit;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// The results of threads that read and check.
public final class Workers {

  private Workers() {}

  /// The result of a task, or what it threw.
  public static <T> T result(Future<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while auditing", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException("A check did not end", e);
    }
  }
}
