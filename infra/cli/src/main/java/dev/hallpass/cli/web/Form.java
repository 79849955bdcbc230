package dev.hallpass.cli.web;

import java.util.List;
import java.util.Map;

/// A form. It goes to the page on which it is.
///
/// @param name the name of the form on its page
/// @param action where it goes
/// @param token what tells it from the forms of strangers
/// @param hidden values that are sent along
/// @param complaint why the last one had no effect; nothing if there was none
public record Form(
    String name,
    String action,
    String token,
    Map<String, String> hidden,
    List<Field> fields,
    List<Button> buttons,
    String complaint) {

  public Form {
    hidden = Map.copyOf(hidden);
    fields = List.copyOf(fields);
    buttons = List.copyOf(buttons);
  }

  /// A button that sends the form.
  ///
  /// @param value what it stands for
  /// @param look `yes` or `no`
  public record Button(String value, String label, String look) {}

  /// The id of a field's element.
  String id(Field field) {
    return name + "-" + field.name().replace('.', '-');
  }

  List<Field> wrongFields() {
    return fields.stream().filter(Field::isWrong).toList();
  }
}
