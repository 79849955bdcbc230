package dev.hallpass.cli.command;

import java.io.Writer;
import java.util.function.Consumer;

/// Hands on what is written, line by line.
final class LineWriter extends Writer {

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();

  LineWriter(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(char[] letters, int from, int count) {
    line.append(letters, from, count);
    for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
      lines.accept(line.substring(0, end).stripTrailing());
      line.delete(0, end + 1);
    }
  }

  @Override
  public void flush() {
    if (!line.isEmpty()) {
      lines.accept(line.toString());
      line.setLength(0);
    }
  }

  @Override
  public void close() {
    flush();
  }
}
