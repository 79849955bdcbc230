package dev.hallpass.handlers.view;

/// The subject of a mail: what it is about, and the title as far as it fits.
final class Subject {

  private static final int LENGTH = 120;
  private static final int LEAST = 16;

  private Subject() {}

  /// @param before our own words
  /// @param title on one line
  static String of(String before, String title) {
    int room = Math.max(LEAST, LENGTH - before.length());
    return before + (title.length() <= room ? title : cut(title, room - 1) + "…");
  }

  private static String cut(String text, int length) {
    // A cut inside a surrogate pair would leave half a character.
    boolean halves = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, halves ? length - 1 : length);
  }
}
