package dev.hallpass.handlers.view;

import java.util.ArrayList;
import java.util.List;

/// A quotation in plain text, with a mark on each line. Lines are broken here and not by the mail
/// client, so a line without a mark is never part of the quotation.
final class Quote {

  private static final int WIDTH = 68;

  private Quote() {}

  static List<String> of(List<String> lines) {
    return lines.stream()
        .flatMap(line -> broken(line).stream())
        .map(part -> "  > " + part)
        .toList();
  }

  private static List<String> broken(String line) {
    List<String> parts = new ArrayList<>();
    String rest = line;
    while (rest.length() > WIDTH) {
      int end = lastBreak(rest);
      parts.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    parts.add(rest);
    return parts;
  }

  private static int lastBreak(String line) {
    int blank = line.lastIndexOf(' ', WIDTH - 1);
    if (blank > 0) {
      return blank + 1;
    }
    return Character.isHighSurrogate(line.charAt(WIDTH - 1)) ? WIDTH - 1 : WIDTH;
  }
}
