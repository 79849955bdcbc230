package dev.hallpass.cli.surroundings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jline.utils.Signals;

/// The programs that this process can start.
///
/// @param environment the variables of the process
public record ProcessPrograms(Map<String, String> environment) implements Programs {

  /// What is passed on to a program. The JVM takes `QUIT` for itself.
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP", "USR1", "USR2");

  @Override
  public int run(List<String> command, Map<String, String> variables) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(variables);
    CompletableFuture<Process> started = new CompletableFuture<>();
    Map<String, Object> before = new HashMap<>();
    for (String signal : SIGNALS) {
      Object other =
          Signals.register(
              signal,
              () -> {
                var _ = started.thenAccept(child -> pass(signal, child));
              });
      before.put(signal, other);
    }
    try {
      Process child = builder.start();
      started.complete(child);
      return waitFor(child, command);
    } finally {
      before.forEach(Signals::unregister);
    }
  }

  private static int waitFor(Process child, List<String> command) throws IOException {
    try {
      return child.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      child.destroy();
      throw new IOException("Interrupted while waiting for " + command.getFirst(), e);
    }
  }

  private static void pass(String signal, Process child) {
    // Ctrl-C reaches the child by the terminal. A second one would break off its cleaning up.
    if (signal.equals("INT") && hasTerminal()) {
      return;
    }
    try {
      new ProcessBuilder("sh", "-c", "kill -s %s %d".formatted(signal, child.pid())).start();
    } catch (IOException _) {
      // Windows has no shell. There Ctrl-C reaches the child too, and every other signal is an end.
      if (!signal.equals("INT")) {
        child.destroy();
      }
    }
  }

  private static boolean hasTerminal() {
    try {
      Files.newInputStream(Path.of("/dev/tty")).close();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public Output read(List<String> command, Map<String, String> variables) throws IOException {
    Path errors = Files.createTempFile("hallpass", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile()));
      builder.environment().clear();
      builder.environment().putAll(variables);
      Process child = builder.start();
      child.getOutputStream().close();
      String out = new String(child.getInputStream().readAllBytes(), UTF_8);
      return new Output(child.waitFor(), out, Files.readString(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + command.getFirst(), e);
    } finally {
      Files.deleteIfExists(errors);
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
    if (Path.of(name).getParent() != null) {
      return isProgram(Path.of(name));
    }
    // An empty name is the folder in which the person is.
    return Stream.of(path().split(File.pathSeparator))
        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe")))
        .anyMatch(ProcessPrograms::isProgram);
  }

  /// The folders of programs. Windows calls the variable `Path`.
  private String path() {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().equalsIgnoreCase("PATH"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(":/bin:/usr/bin");
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
