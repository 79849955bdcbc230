package dev.hallpass.cli.terminal;

/// Texts of other people, with nothing in them that a terminal obeys or that nobody sees.
public final class Visible {

  private Visible() {}

  /// The text with a placeholder such as `[U+202E]` for each invisible character: control and bidi
  /// characters, zero-width characters and unusual blanks. Line breaks and tabs stay.
  public static String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .codePoints()
        .forEach(character -> {
          if (character == '\n' || character == '\t' || isSeen(character)) {
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
