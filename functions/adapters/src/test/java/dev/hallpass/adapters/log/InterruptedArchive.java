package dev.hallpass.adapters.log;

import dev.hallpass.adapters.archive.HeldArchive;
import dev.hallpass.log.Archive;
import dev.hallpass.log.ArchivedObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// An archive that counts its calls, and can do something before or after one of them.
final class InterruptedArchive implements Archive {

  private final HeldArchive archive = new HeldArchive();
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

  /// The archive without interruptions.
  HeldArchive held() {
    return archive;
  }

  @Override
  public Optional<ArchivedObject> read(String name) {
    return interrupted(() -> archive.read(name));
  }

  @Override
  public boolean add(String name, byte[] content) {
    return interrupted(() -> archive.add(name, content));
  }

  @Override
  public boolean replace(String name, ArchivedObject before, byte[] content) {
    return interrupted(() -> archive.replace(name, before, content));
  }

  @Override
  public List<String> names(String beginning) {
    return interrupted(() -> archive.names(beginning));
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

  private record Interruption(int call, boolean isAfter, Runnable by) {}
}
