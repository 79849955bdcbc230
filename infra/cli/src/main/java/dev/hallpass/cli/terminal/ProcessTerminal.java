package dev.hallpass.cli.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hallpass.text.Visible;
import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The terminal of this process.
final class ProcessTerminal implements Terminal {

  private static final String CLEAR_LINE = "\r\u001b[2K";
  private static final int USUAL_WIDTH = 80;

  private final Map<String, String> environment;
  private final boolean interactive;
  private boolean isLive;

  ProcessTerminal(Map<String, String> environment) {
    this.environment = environment;
    interactive = isTerminal() && !environment.containsKey("HALLPASS_NO_INPUT");
  }

  // Null where neither end is a terminal, and another kind of console where one of them is.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    @Nullable Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void print(String text) {
    endLive();
    System.out.println(interactive ? visible(text) : text);
    System.out.flush();
  }

  @Override
  public void tell(String text) {
    endLive();
    System.err.println(visible(text));
  }

  @Override
  public void live(String line) {
    if (interactive) {
      System.err.print(CLEAR_LINE + visible(cut(line)));
      System.err.flush();
      isLive = true;
    }
  }

  /// Of texts of other people, the terminal obeys nothing but line breaks.
  private static String visible(String text) {
    return Visible.of(text, character -> character == '\n');
  }

  private String cut(String line) {
    return line.length() < width() ? line : line.substring(0, width() - 2) + "…";
  }

  private void endLive() {
    if (isLive) {
      System.err.println();
      isLive = false;
    }
  }

  @Override
  public Optional<String> ask(String question, List<String> choices) {
    if (!interactive) {
      return Optional.empty();
    }
    endLive();
    return Prompt.ask(question, choices);
  }

  @Override
  public boolean isInteractive() {
    return interactive;
  }

  @Override
  public int width() {
    @Nullable String columns = environment.get("COLUMNS");
    if (columns != null && columns.matches("[1-9][0-9]{1,4}")) {
      return Integer.parseInt(columns);
    }
    return interactive ? measured() : Integer.MAX_VALUE;
  }

  /// What `stty` says, which is there where terminals are; it says it of its input.
  private static int measured() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), US_ASCII).strip();
      return size.matches("[0-9]+ [1-9][0-9]{0,4}")
          ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
          : USUAL_WIDTH;
    } catch (IOException _) {
      return USUAL_WIDTH;
    }
  }
}
