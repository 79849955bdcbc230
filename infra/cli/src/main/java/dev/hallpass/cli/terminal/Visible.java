package dev.hallpass.cli.terminal;

/// Texts of other people, with nothing in them that a terminal obeys or hides.
public final class Visible {

  private static final String MARK = "\uFFFD";

  private Visible() {}

  /// The text with a mark in the place of each control, format and private character. Lines stay
  /// lines.
  public static String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(character -> {
          if (character == '\n' || isVisible(character)) {
            visible.appendCodePoint(character);
          } else {
            visible.append(MARK);
          }
        });
    return visible.toString();
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
