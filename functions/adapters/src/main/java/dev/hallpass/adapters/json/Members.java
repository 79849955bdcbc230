package dev.hallpass.adapters.json;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of an object. Each is named once, for both reading and writing.
sealed interface Members<E> {

  /// A member that must be there.
  ///
  /// @param get the member's value in what is written
  <T> T of(String name, Function<E, T> get, Format<T> format);

  /// A member that can be missing.
  ///
  /// @param get the member's value in what is written
  <T> Optional<T> ifAny(String name, Function<E, Optional<T>> get, Format<T> format);

  /// Writes the members of a value into an object.
  static <E> void write(Function<Members<E>, E> members, E value, ObjectNode json) {
    // Writing gives the same value again.
    E _ = members.apply(new Written<>(value, json));
  }

  /// The members of an object that is read.
  record Read<E>(JsonNode json) implements Members<E> {

    @Override
    public <T> T of(String name, Function<E, T> get, Format<T> format) {
      return format.read().apply(json, name);
    }

    @Override
    public <T> Optional<T> ifAny(String name, Function<E, Optional<T>> get, Format<T> format) {
      return json.has(name) ? Optional.of(format.read().apply(json, name)) : Optional.empty();
    }
  }

  /// The members of an object that is written.
  record Written<E>(E value, ObjectNode json) implements Members<E> {

    @Override
    public <T> T of(String name, Function<E, T> get, Format<T> format) {
      T value = get.apply(this.value);
      format.write().put(json, name, value);
      return value;
    }

    @Override
    public <T> Optional<T> ifAny(String name, Function<E, Optional<T>> get, Format<T> format) {
      Optional<T> value = get.apply(this.value);
      value.ifPresent(there -> format.write().put(json, name, there));
      return value;
    }
  }
}
