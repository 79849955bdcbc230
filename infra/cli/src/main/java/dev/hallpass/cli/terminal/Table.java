package dev.hallpass.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A table in plain text: columns side by side, the last one cut where the terminal ends.
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /// @param titles the titles of the columns
  public Table(String... titles) {
    rows.add(List.of(titles));
  }

  /// Adds a row.
  ///
  /// @param cells a text for each column
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /// The lines of the table.
  ///
  /// @param width the characters that fit into a line
  public List<String> lines(int width) {
    return rows.stream().map(row -> cut(line(row), width)).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(cell);
      if (column < row.size() - 1) {
        line.repeat(' ', width(column) - cell.length()).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return IntStream.range(0, rows.size())
        .map(row -> rows.get(row).get(column).length())
        .max()
        .orElse(0);
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
  }
}
