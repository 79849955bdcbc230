package dev.hallpass.records;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// A record like another one but for one component.
public final class Altered {

  private Altered() {}

  /// The same record with another value of one component.
  ///
  /// @throws IllegalArgumentException if it has no such component
  /// @throws LinkageError if the record does not take the value
  public static <R extends Record> R with(R original, String component, Object value) {
    RecordComponent[] components = original.getClass().getRecordComponents();
    if (Arrays.stream(components).noneMatch(one -> one.getName().equals(component))) {
      throw new IllegalArgumentException(original.getClass() + " has no " + component);
    }
    try {
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        boolean isAltered = components[i].getName().equals(component);
        types[i] = components[i].getType();
        values[i] = isAltered ? value : components[i].getAccessor().invoke(original);
      }
      @SuppressWarnings("unchecked") // A record's own class makes the record.
      R altered = (R) original.getClass().getDeclaredConstructor(types).newInstance(values);
      return altered;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component + " is not altered", e);
    }
  }
}
