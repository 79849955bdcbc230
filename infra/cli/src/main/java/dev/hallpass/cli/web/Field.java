package dev.hallpass.cli.web;

import java.util.List;

/// A question of a form.
///
/// @param name the name of the member that the API gets
/// @param label the question
/// @param hint what is allowed
/// @param choices the values to choose from; none if any text can be typed
/// @param values what was typed or chosen
/// @param mistake why that cannot be; nothing if it can
public record Field(
    String name,
    Kind kind,
    String label,
    String hint,
    List<String> choices,
    List<String> values,
    String mistake) {

  private static final int MOST_ON_SIGHT = 6;

  /// How a question is answered.
  public enum Kind {
    LINE,
    /// A text of several lines.
    TEXT,
    /// Several values, each on its line.
    LINES,
    /// A time of the reader's zone.
    TIME,
    ONE_OF,
    ONE_OR_NONE,
    SOME_OF
  }

  public Field {
    choices = List.copyOf(choices);
    values = List.copyOf(values);
  }

  /// A question for a text.
  public static Field of(String name, Kind kind, String label, String hint) {
    return new Field(name, kind, label, hint, List.of(), List.of(), "");
  }

  /// A question with choices.
  public Field from(List<String> others) {
    return new Field(name, kind, label, hint, others, values, mistake);
  }

  /// The question with what was typed.
  ///
  /// @param why why that cannot be; nothing if it can
  public Field with(List<String> typed, String why) {
    return new Field(name, kind, label, hint, choices, typed, why);
  }

  boolean isWrong() {
    return !mistake.isEmpty();
  }

  /// Whether all its choices are seen at once.
  boolean isGroup() {
    return kind == Kind.SOME_OF || (kind == Kind.ONE_OF && choices.size() <= MOST_ON_SIGHT);
  }

  boolean isSelect() {
    return kind == Kind.ONE_OR_NONE || (kind == Kind.ONE_OF && !isGroup());
  }

  /// What stands in the place of a choice.
  String noChoice() {
    return kind == Kind.ONE_OR_NONE ? "None" : "Choose one";
  }

  boolean isArea() {
    return kind == Kind.TEXT || kind == Kind.LINES;
  }

  /// The type of the element `input`.
  String type() {
    return switch (kind) {
      case ONE_OF, ONE_OR_NONE -> "radio";
      case SOME_OF -> "checkbox";
      case TIME -> "datetime-local";
      case LINE, TEXT, LINES -> "text";
    };
  }

  boolean has(String choice) {
    return values.contains(choice);
  }

  String text() {
    return String.join("\n", values);
  }

  /// The ids of the elements that describe it, the mistake first.
  String descriptions(String id) {
    return (isWrong() ? id + "-mistake " : "") + id + "-hint";
  }
}
