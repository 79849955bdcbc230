package dev.hallpass.handlers;

import dev.hallpass.reconciliation.Crew;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Threads that wait for AWS at once. Each writes its log lines for the call that it works for.
public final class Threads implements Crew {

  private final int size;

  public Threads(int size) {
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public <T> List<T> all(List<Supplier<T>> work) {
    // Mostly nothing or one thing is due, and a pool costs more than that.
    if (work.size() < 2) {
      return Crew.ALONE.all(work);
    }
    try (ExecutorService workers = Executors.newFixedThreadPool(Math.min(size, work.size()))) {
      List<CompletableFuture<T>> begun =
          work.stream()
              .map(one -> CompletableFuture.supplyAsync(Log.inThisCall(one), workers))
              .toList();
      return begun.stream().map(CompletableFuture::join).toList();
    }
  }
}
