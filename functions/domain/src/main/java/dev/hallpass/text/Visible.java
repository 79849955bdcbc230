package dev.hallpass.text;

import java.util.function.IntPredicate;

/// Shows the characters of a text that nobody sees, and that a page, a mail or a terminal obeys.
public final class Visible {

  private Visible() {}

  /// The text with a placeholder such as `[U+202E]` for each invisible character: control and bidi
  /// characters, zero-width characters and unusual blanks.
  ///
  /// @param kept the invisible characters that stay as they are, such as line breaks
  public static String of(String text, IntPredicate kept) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(character -> {
          if (kept.test(character) || isSeen(character)) {
            visible.appendCodePoint(character);
          } else {
            visible.append("[U+%04X]".formatted(character));
          }
        });
    return visible.toString();
  }

  private static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      // Letters and symbols without ink: Hangul fillers and the empty Braille pattern.
      default ->
          switch (character) {
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x034F -> false;
            default -> true;
          };
    };
  }
}
