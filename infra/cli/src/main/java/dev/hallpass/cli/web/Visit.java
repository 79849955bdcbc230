package dev.hallpass.cli.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call of a browser that has the cookie. If it changes something, it came from a form of ours.
///
/// @param isForm whether it sends a form
/// @param path the decoded path
/// @param query what stands behind the question mark
/// @param form the values of each field; none if it sends no form
/// @param token what a form must send along
public record Visit(
    boolean isForm, String path, String query, Map<String, List<String>> form, String token) {

  public Visit {
    form = Map.copyOf(form);
  }

  /// The value of a field without blanks around it; empty if nothing was typed.
  public Optional<String> value(String field) {
    return values(field).stream().findFirst();
  }

  /// The values of a field, without those that are blank.
  public List<String> values(String field) {
    return form.getOrDefault(field, List.of()).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
