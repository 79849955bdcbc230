package dev.hallpass.persistent;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/// A list that never changes. A list with one more element shares the memory of this one, so a long
/// list is built in linear time.
public final class PersistentList<T> extends AbstractList<T> implements RandomAccess {

  // Elements are only added, and no list reads beyond its own size.
  private final List<T> shared;
  private final int size;

  private PersistentList(List<T> shared, int size) {
    this.shared = shared;
    this.size = size;
  }

  /// An empty list.
  public static <T> PersistentList<T> empty() {
    return new PersistentList<>(new ArrayList<>(), 0);
  }

  /// This list with one more element. It takes constant time, unless another list has grown from
  /// this one with a different element: then the elements are copied.
  public PersistentList<T> with(T element) {
    synchronized (shared) {
      if (shared.size() > size && shared.get(size).equals(element)) {
        return new PersistentList<>(shared, size + 1);
      }
      List<T> longer = shared.size() == size ? shared : new ArrayList<>(shared.subList(0, size));
      longer.add(element);
      return new PersistentList<>(longer, size + 1);
    }
  }

  @Override
  public T get(int index) {
    Objects.checkIndex(index, size);
    synchronized (shared) {
      return shared.get(index);
    }
  }

  @Override
  public int size() {
    return size;
  }
}
