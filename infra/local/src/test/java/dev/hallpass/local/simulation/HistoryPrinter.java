package dev.hallpass.local.simulation;

import java.util.stream.LongStream;

/// Tells the histories of some seeds in a JVM of its own.
public final class HistoryPrinter {

  private HistoryPrinter() {}

  /// Prints a hash of each.
  ///
  /// @param args the first seed and the last
  public static void main(String[] args) {
    String told;
    try (Transcript transcript = new Transcript()) {
      told = of(Long.parseLong(args[0]), Long.parseLong(args[1]), transcript);
    }
    System.out.print(told);
  }

  /// One line for each seed.
  static String of(long first, long last, Transcript transcript) {
    StringBuilder told = new StringBuilder();
    LongStream.rangeClosed(first, last)
        .forEach(seed -> {
          String story = String.join("\n", SimulatedHistory.of(seed).play(transcript).eventLog());
          told.append(seed).append(' ').append(Canonical.sha256(story)).append('\n');
        });
    return told.toString();
  }
}
