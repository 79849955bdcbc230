package dev.hallpass.reconciliation;

import java.util.List;
import java.util.function.Supplier;

/// Who does the work on grants: one after the other, or several at once.
public interface Crew {

  /// Does one piece of work after the other.
  Crew ALONE =
      new Crew() {
        @Override
        public int size() {
          return 1;
        }

        @Override
        public <T> List<T> all(List<Supplier<T>> work) {
          return work.stream().map(Supplier::get).toList();
        }
      };

  /// How many pieces it does at once.
  int size();

  /// Does all of some work, and comes back when all is done.
  ///
  /// @param work which does not need each other
  /// @return what came of each piece, in their order
  <T> List<T> all(List<Supplier<T>> work);
}
