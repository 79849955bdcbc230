package dev.hallpass.handlers;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The environment variables of a function.
public record Variables(Map<String, String> all) {

  public Variables {
    all = Map.copyOf(all);
  }

  /// The value of a variable that need not be set.
  public Optional<String> optional(String name) {
    return Optional.ofNullable(all.get(name)).filter(value -> !value.isBlank());
  }

  /// A variable's value.
  ///
  /// @throws IllegalStateException with its name, if it is missing or blank
  public String get(String name) {
    @Nullable String value = all.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          "The environment variable %s is not set; the stack sets it".formatted(name));
    }
    return value;
  }
}
