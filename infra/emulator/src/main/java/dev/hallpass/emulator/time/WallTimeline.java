package dev.hallpass.emulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A timeline on the wall clock, with one daemon thread. After it is closed, nothing more happens.
public final class WallTimeline implements Timeline, AutoCloseable {
  private final ScheduledThreadPoolExecutor executor = new Executor();

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Handle schedule(Instant at, Runnable task) {
    long delay = Math.max(0, Duration.between(instant(), at).toNanos());
    ScheduledFuture<?> future = executor.schedule(task, delay, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void submit(Runnable task) {
    schedule(instant(), task);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static final class Executor extends ScheduledThreadPoolExecutor {
    Executor() {
      // A closed timeline drops new tasks, because a late call must not fail for its caller.
      super(
          1,
          Thread.ofPlatform().daemon().name("timeline").factory(),
          new ThreadPoolExecutor.DiscardPolicy());
      setRemoveOnCancelPolicy(true);
    }

    /// Reports a task's exception, which the executor would keep to itself.
    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
      super.afterExecute(task, thrown);
      if (task instanceof Future<?> future && future.state() == Future.State.FAILED) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, future.exceptionNow());
      }
    }
  }
}
