package dev.hallpass.cli.audit;

import java.util.List;
import java.util.stream.Collectors;

/// A table as comma-separated values (source: RFC 4180), which a spreadsheet shows and does not
/// run.
final class Csv {

  /// With these, spreadsheets take a cell for a formula (source: OWASP, CSV Injection). Some skip
  /// what has no width before it.
  private static final String FORMULA = "=+-@\t\r\n|%＝＋－＠";

  private Csv() {}

  /// The text of a table.
  static String text(List<List<String>> rows) {
    return rows.stream().map(Csv::row).collect(Collectors.joining());
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    return "\"%s\"".formatted(harmless(text).replace("\"", "\"\""));
  }

  /// The text behind an apostrophe, which spreadsheets take for the sign of a text, if they could
  /// take it for a formula.
  private static String harmless(String text) {
    boolean isFormula = beginsFormula(text) || beginsFormula(text.stripLeading());
    return isFormula ? "'" + text : text;
  }

  private static boolean beginsFormula(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
  }
}
