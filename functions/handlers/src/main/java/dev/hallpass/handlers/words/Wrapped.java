package dev.hallpass.handlers.words;

/// Our own words in plain text, in lines that mail programs do not break.
public final class Wrapped {

  private static final int WIDTH = 96;

  private Wrapped() {}

  /// The text in lines.
  public static String of(String text) {
    StringBuilder wrapped = new StringBuilder(text.length());
    int length = 0;
    for (String word : text.split(" ", -1)) {
      if (length > 0) {
        boolean fits = length + 1 + word.length() <= WIDTH;
        wrapped.append(fits ? ' ' : '\n');
        length = fits ? length + 1 : 0;
      }
      wrapped.append(word);
      length += word.length();
    }
    return wrapped.toString();
  }
}
