package dev.hallpass.local.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What functions print and log, kept for each thread that runs a world.
final class Transcript implements AutoCloseable {

  private final PrintStream before = System.out;
  private final ThreadLocal<ByteArrayOutputStream> kept =
      ThreadLocal.withInitial(ByteArrayOutputStream::new);

  /// Begins to keep what is printed, instead of printing it.
  Transcript() {
    System.setOut(
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int one) {
                kept.get().write(one);
              }

              @Override
              public void write(byte[] some, int from, int count) {
                kept.get().write(some, from, count);
              }
            },
            true,
            UTF_8));
    LogManager.getLogManager().reset();
    Logger.getLogger("")
        .addHandler(
            new Handler() {
              @Override
              public void publish(LogRecord line) {
                kept.get().writeBytes((line.getMessage() + "\n").getBytes(UTF_8));
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
  }

  /// What this thread has printed and logged since it was asked last.
  String take() {
    String text = kept.get().toString(UTF_8);
    kept.get().reset();
    return text;
  }

  /// Prints a line for people all the same.
  void tell(String line) {
    before.println(line);
  }

  @Override
  public void close() {
    System.setOut(before);
    try {
      LogManager.getLogManager().readConfiguration();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
