package dev.hallpass.adapters.log;

import dev.hallpass.log.Archive;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.Hash;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// An archive in memory that counts its calls, and can do something before or after one of them.
final class InMemoryArchive implements Archive {

  private final Map<String, ArchivedObject> objects = new TreeMap<>();
  private Interruption interruption = new Interruption(-1, false, () -> {});
  private int calls;

  /// Does something at a call from now on.
  ///
  /// @param call its number, from 0
  /// @param isAfter whether the call has its effect before
  void interruptAt(int call, boolean isAfter, Runnable by) {
    interruption = new Interruption(calls + call, isAfter, by);
  }

  int calls() {
    return calls;
  }

  Map<String, ArchivedObject> objects() {
    return objects;
  }

  @Override
  public Optional<ArchivedObject> read(String name) {
    return interrupted(() -> Optional.ofNullable(objects.get(name)));
  }

  @Override
  public boolean add(String name, byte[] content) {
    return interrupted(() -> objects.putIfAbsent(name, object(content)) == null);
  }

  @Override
  public boolean replace(String name, ArchivedObject before, byte[] content) {
    return interrupted(() -> {
      boolean isSame = Objects.requireNonNull(objects.get(name)).version().equals(before.version());
      if (isSame) {
        objects.put(name, object(content));
      }
      return isSame;
    });
  }

  @Override
  public List<String> names(String beginning) {
    return interrupted(
        () -> objects.keySet().stream().filter(name -> name.startsWith(beginning)).toList());
  }

  private <T> T interrupted(Supplier<T> call) {
    int number = calls++;
    Interruption now = interruption;
    if (number == now.call() && !now.isAfter()) {
      now.by().run();
    }
    T answer = call.get();
    if (number == now.call() && now.isAfter()) {
      now.by().run();
    }
    return answer;
  }

  private static ArchivedObject object(byte[] content) {
    return new ArchivedObject(content, Hash.ofLeaf(content).hex());
  }

  private record Interruption(int call, boolean isAfter, Runnable by) {}
}
