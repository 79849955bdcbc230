package dev.hallpass.handlers;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A part that is created at its first use, and kept.
public final class Once<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private @Nullable T made;

  public Once(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    if (made == null) {
      made = maker.get();
    }
    return made;
  }
}
