package dev.hallpass.compiler.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The mistakes of several parts. One part's mistakes hide no other's, but those that would follow
/// from it.
public final class Mistakes {

  private final Set<Mistake> found = new TreeSet<>();
  private boolean isRefused;

  /// Reads a part, and keeps its mistakes.
  ///
  /// @return the part. If it has mistakes, asking for it refuses without a further one, so what
  ///   depends on it is passed over
  public <T> Supplier<T> in(Supplier<T> part) {
    try {
      T value = part.get();
      return () -> value;
    } catch (CatalogRefused refused) {
      keep(refused);
      return () -> {
        throw CatalogRefused.already();
      };
    }
  }

  /// A part that was read, or another one in its place if it has mistakes.
  public static <T> T orElse(Supplier<T> part, T other) {
    try {
      return part.get();
    } catch (CatalogRefused _) {
      return other;
    }
  }

  /// Makes a check, and keeps its mistakes.
  public void check(Runnable check) {
    try {
      check.run();
    } catch (CatalogRefused refused) {
      keep(refused);
    }
  }

  private void keep(CatalogRefused refused) {
    found.addAll(refused.mistakes());
    isRefused = true;
  }

  /// Refuses the file if a part of it was refused.
  ///
  /// @throws CatalogRefused if a part was refused, with the mistakes of all parts
  public void refuse() {
    if (isRefused) {
      throw new CatalogRefused(List.copyOf(found));
    }
  }

  /// Reads each of several.
  ///
  /// @throws CatalogRefused with the mistakes of all of them
  public static <A, B> List<B> each(Iterable<A> all, Function<A, B> read) {
    Mistakes mistakes = new Mistakes();
    List<Supplier<B>> parts = new ArrayList<>();
    all.forEach(one -> parts.add(mistakes.in(() -> read.apply(one))));
    mistakes.refuse();
    return parts.stream().map(Supplier::get).toList();
  }

  /// Checks each of several.
  ///
  /// @throws CatalogRefused with the mistakes of all of them
  public static <A> void checkEach(Iterable<A> all, Consumer<A> check) {
    Mistakes mistakes = new Mistakes();
    all.forEach(one -> mistakes.check(() -> check.accept(one)));
    mistakes.refuse();
  }

  /// Makes several checks.
  ///
  /// @throws CatalogRefused with the mistakes of all of them
  public static void all(Runnable... checks) {
    checkEach(List.of(checks), Runnable::run);
  }
}
