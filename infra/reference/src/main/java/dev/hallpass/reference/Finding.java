package dev.hallpass.reference;

/// A part of a statement that can never match, or never means what it says.
///
/// @param place where it stands
/// @param rule what AWS says, in one sentence
/// @param remedy what would be right, in one sentence
public record Finding(Place place, String rule, String remedy) {

  /// A part of a statement.
  public sealed interface Place {
    /// An action, by its place among the actions.
    record AtAction(String action) implements Place {}

    /// A resource.
    record AtResource(String resource) implements Place {}

    /// A condition key under its operator.
    record AtKey(String operator, String key) implements Place {}

    /// A value of a condition.
    record AtValue(String operator, String key, String value) implements Place {}
  }

  @Override
  public String toString() {
    String found =
        switch (place) {
          case Place.AtAction(String action) -> action;
          case Place.AtResource(String resource) -> resource;
          case Place.AtKey(String operator, String key) -> "%s %s".formatted(operator, key);
          case Place.AtValue(String operator, String key, String value) ->
              "%s %s \"%s\"".formatted(operator, key, value);
        };
    return "%s: %s %s".formatted(found, rule, remedy);
  }
}
