package dev.hallpass.cli.web;

import java.util.List;

/// A page with grants.
///
/// @param empty what it says if there are none
/// @param note what it says below them; empty if nothing
public record GrantList(Section section, List<Line> lines, String empty, String note) {

  public GrantList {
    lines = List.copyOf(lines);
  }

  /// A grant of the list.
  ///
  /// @param path its page
  /// @param about what else tells it from the others
  public record Line(String path, String title, String state, String about) {}

  /// The page.
  public Page page() {
    return Page.of(
        200, (output, interceptor) -> JteGrantsGenerated.render(output, interceptor, this));
  }
}
