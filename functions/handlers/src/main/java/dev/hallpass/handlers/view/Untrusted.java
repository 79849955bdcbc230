package dev.hallpass.handlers.view;

import static java.lang.Character.isLetterOrDigit;
import static java.lang.Character.isWhitespace;

import dev.hallpass.text.Visible;
import java.lang.Character.UnicodeScript;
import java.util.Locale;

/// Makes texts of other people safe to read. Escaping elsewhere keeps them from being markup. This
/// class shows hidden characters, and keeps mail clients from making links.
final class Untrusted {

  private Untrusted() {}

  /// The text on one line, with a placeholder such as `[U+202E]` for each invisible character:
  /// control and bidi characters, zero-width characters and unusual blanks.
  static String line(String text) {
    return Visible.of(text, _ -> false);
  }

  /// The same, with the script behind letters of another one than Latin: `Ночь [Cyrillic]`. Its
  /// letters can look like those of Latin.
  static String value(String text) {
    StringBuilder value = new StringBuilder();
    UnicodeScript script = UnicodeScript.LATIN;
    int end = 0;
    for (int character : line(text).codePoints().toArray()) {
      UnicodeScript next = UnicodeScript.of(character);
      boolean isLetter = next != UnicodeScript.COMMON && next != UnicodeScript.INHERITED;
      if (isLetter && next != script) {
        value.insert(end, mark(script));
        script = next;
      }
      value.appendCodePoint(character);
      end = isLetter ? value.length() : end;
    }
    return value.insert(end, mark(script)).toString();
  }

  private static String mark(UnicodeScript script) {
    String name = script.name();
    return script == UnicodeScript.LATIN
        ? ""
        : " [%s%s]".formatted(name.charAt(0), name.substring(1).toLowerCase(Locale.ROOT));
  }

  /// The same as line, with its line breaks kept.
  static String lines(String text) {
    return Visible.of(
        text.replace("\r\n", "\n").replace("\t", "    "), character -> character == '\n');
  }

  /// The text with brackets around each sign that could make a mail client see a web address, a
  /// mail address or a file share: `http[:]//evil[.]example`. Dots between digits get brackets too,
  /// because a bare IP address can become a link.
  static String unlinked(String text) {
    StringBuilder unlinked = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      char before = i == 0 ? ' ' : text.charAt(i - 1);
      char after = i + 1 == text.length() ? ' ' : text.charAt(i + 1);
      if (makesLinks(before, sign, after)) {
        unlinked.append('[').append(sign).append(']');
      } else {
        unlinked.append(sign);
      }
    }
    return unlinked.toString();
  }

  private static boolean makesLinks(char before, char sign, char after) {
    return switch (sign) {
      // Domain names take the last three as dots too (source: RFC 3490, section 3.1).
      case '.', '\u3002', '\uFF0E', '\uFF61' ->
          !isWhitespace(before) && (isLetterOrDigit(after) || Character.isSurrogate(after));
      case ':' -> after == '/' || after == '\\';
      case '@' -> !isWhitespace(before) && !isWhitespace(after);
      case '\\' -> after == '\\';
      default -> false;
    };
  }
}
