package dev.hallpass.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.TerminalBuilder;

/// Asks on the terminal, with completion of the choices.
final class Prompt {

  private Prompt() {}

  /// The answer, without spaces around it; empty if the person ended the input.
  static Optional<String> ask(String question, List<String> choices) {
    try (var terminal = TerminalBuilder.builder().system(true).build()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .completer(new StringsCompleter(choices))
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      return Optional.of(reader.readLine(question + " ").strip());
    } catch (UserInterruptException | EndOfFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The terminal cannot be read", e);
    }
  }
}
