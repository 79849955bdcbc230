package dev.hallpass.cli.scene;

import dev.hallpass.cli.terminal.Terminal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A terminal that keeps what is printed, and gives prepared answers.
final class FakeTerminal implements Terminal {

  private final List<String> printed = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Deque<String> answers;
  private final boolean interactive;

  /// @param answers the answers of the person who is there; nobody is there if there are none
  FakeTerminal(List<String> answers) {
    this.answers = new ArrayDeque<>(answers);
    this.interactive = !answers.isEmpty();
  }

  @Override
  public void print(String text) {
    printed.add(text);
  }

  @Override
  public void tell(String text) {
    told.add(text);
  }

  @Override
  public void live(String line) {
    told.add(line);
  }

  @Override
  public Optional<String> ask(String question, List<String> choices) {
    if (!interactive) {
      return Optional.empty();
    }
    told.add(question);
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public boolean isInteractive() {
    return interactive;
  }

  @Override
  public int width() {
    return Integer.MAX_VALUE;
  }

  List<String> printed() {
    return printed;
  }

  List<String> told() {
    return told;
  }
}
