package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jline.utils.Signals;

/// The programs that this process can start.
///
/// @param environment the variables of the process
record ProcessPrograms(Map<String, String> environment) implements Programs {

  private static final File NOTHING = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

  @Override
  public int run(List<String> command, Map<String, String> variables) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(variables);
    // Ctrl-C reaches the child by the terminal. It decides what to do, and this process waits for
    // it.
    Signals.register("INT", () -> {});
    Process child = builder.start();
    Signals.register("TERM", child::destroy);
    Signals.register("HUP", child::destroy);
    try {
      return child.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      child.destroy();
      throw new IOException("Interrupted while waiting for " + command.getFirst(), e);
    }
  }

  @Override
  public Output output(List<String> command) throws IOException {
    Process child = new ProcessBuilder(command).redirectInput(Redirect.from(NOTHING)).start();
    // Both are read at once: a full pipe would stop the child.
    var error = CompletableFuture.supplyAsync(() -> text(child.getErrorStream()));
    String text = text(child.getInputStream());
    try {
      return new Output(child.waitFor(), text, error.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      child.destroy();
      throw new IOException("Interrupted while waiting for " + command.getFirst(), e);
    }
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start(List<String> command) throws IOException {
    new ProcessBuilder(command)
        .redirectInput(Redirect.PIPE)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  @Override
  public boolean has(String name) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .anyMatch(Files::isExecutable);
  }
}
