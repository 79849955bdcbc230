package dev.hallpass.cli.scene;

import dev.hallpass.cli.surroundings.Programs;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Programs that are only said to have run.
public final class FakePrograms implements Programs {

  /// A program that was run.
  public record Started(List<String> command, Map<String, String> environment) {}

  private final List<Started> started = new ArrayList<>();
  private final Set<String> lacking = new HashSet<>();
  private Function<Started, Integer> behaviour = _ -> 0;
  private Function<String, Output> outputs = _ -> new Output(0, "", "");
  private Consumer<String> browser = _ -> {};
  private final List<String> opened = new ArrayList<>();
  private boolean opens = true;

  @Override
  public int run(List<String> command, Map<String, String> environment) throws IOException {
    if (!has(command.getFirst())) {
      throw new IOException("No such file or directory");
    }
    if (command.getFirst().equals("broken")) {
      throw new IOException("Exec format error");
    }
    Started program = new Started(List.copyOf(command), Map.copyOf(environment));
    started.add(program);
    return behaviour.apply(program);
  }

  @Override
  public Output read(List<String> command, Map<String, String> environment) throws IOException {
    if (!has(command.getFirst())) {
      throw new IOException("No such file or directory");
    }
    return outputs.apply(String.join(" ", command));
  }

  @Override
  public void start(List<String> command) {
    started.add(new Started(List.copyOf(command), Map.of()));
    if (opens) {
      String address = FakeBrowser.handedOver(URI.create(command.getLast()));
      opened.add(address);
      browser.accept(address);
    }
  }

  @Override
  public boolean has(String name) {
    return !name.equals("missing") && !lacking.contains(name);
  }

  /// Takes a program off this machine.
  public void lack(String name) {
    lacking.add(name);
  }

  /// What each program does from now on.
  public void behave(Function<Started, Integer> other) {
    behaviour = other;
  }

  /// What each command prints from now on.
  public void print(Function<String, Output> other) {
    outputs = other;
  }

  /// What a person does with each address that their browser is given from now on.
  public void browse(Consumer<String> other) {
    browser = other;
  }

  /// Lets browsers not read the pages that they are started with.
  public void openNothing() {
    opens = false;
  }

  /// The addresses that a browser was given so far.
  public List<String> opened() {
    return List.copyOf(opened);
  }

  /// The programs so far.
  public List<Started> started() {
    return List.copyOf(started);
  }
}
