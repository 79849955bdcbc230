package dev.hallpass.reference;

import java.util.List;

/// A part of a statement that can never match, or never has its intended meaning.
///
/// @param place the place of the part
/// @param rule AWS's rule, in one sentence
/// @param remedy the correction, in one sentence
public record Finding(Place place, String rule, String remedy) {

  /// A part of a statement.
  public sealed interface Place {
    /// An action, by its position.
    record AtAction(String action) implements Place {}

    /// A resource.
    record AtResource(String resource) implements Place {}

    /// An operator, with everything under it.
    record AtOperator(String operator) implements Place {}

    /// A condition key under its operator.
    record AtKey(String operator, String key) implements Place {}

    /// A value of a condition.
    record AtValue(String operator, String key, String value) implements Place {}

    /// Its path in a policy document, such as `Condition`, `Bool` and `aws:SecureTransport`.
    default List<String> path() {
      return switch (this) {
        case AtAction(String action) -> List.of("Action", action);
        case AtResource(String resource) -> List.of("Resource", resource);
        case AtOperator(String operator) -> List.of("Condition", operator);
        case AtKey(String operator, String key) -> List.of("Condition", operator, key);
        case AtValue(String operator, String key, String value) ->
            List.of("Condition", operator, key, value);
      };
    }
  }

  @Override
  public String toString() {
    String found =
        switch (place) {
          case Place.AtAction(String action) -> action;
          case Place.AtResource(String resource) -> resource;
          case Place.AtOperator(String operator) -> operator;
          case Place.AtKey(String operator, String key) -> "%s %s".formatted(operator, key);
          case Place.AtValue(String operator, String key, String value) ->
              "%s %s \"%s\"".formatted(operator, key, value);
        };
    return "%s: %s %s".formatted(found, rule, remedy);
  }
}
