package dev.hallpass.cli.command;

import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The file `hallpass.yaml` as far as it names accounts. What is added to it leaves all else as it
/// is.
final class AccountsFile {

  private static final String ACCOUNT = "account";
  private static final String ACCOUNTS = "accounts";

  private final Path path;
  private final String text;
  private final Optional<Node> root;

  private AccountsFile(Path path, String text, Optional<Node> root) {
    this.path = path;
    this.text = text;
    this.root = root;
  }

  /// Reads it.
  ///
  /// @throws Stopped if it cannot be read, or is no YAML
  static AccountsFile of(Path path) {
    try {
      String text = Files.readString(path);
      return new AccountsFile(
          path, text, new Compose(LoadSettings.builder().build()).composeString(text));
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.FAILED, "%s cannot be read. Give the path of hallpass.yaml".formatted(path));
    } catch (YamlEngineException e) {
      throw new Stopped(
          ExitCode.FAILED,
          "%s is no YAML. Correct it, and run this again. Nothing was changed. %s"
              .formatted(path, e.getMessage()));
    }
  }

  /// The number of the hub; empty if the file names none.
  Optional<String> hub() {
    return value(root, "hub").flatMap(AccountsFile::scalar);
  }

  /// The number of the archive's account; empty if the file names none.
  Optional<String> archive() {
    return value(value(root, "archive"), ACCOUNT).flatMap(AccountsFile::scalar);
  }

  /// The numbers of the accounts.
  List<String> accounts() {
    return list().stream()
        .flatMap(list -> list.getValue().stream())
        .flatMap(item -> value(Optional.of(item), ACCOUNT).flatMap(AccountsFile::scalar).stream())
        .toList();
  }

  private Optional<SequenceNode> list() {
    return value(root, ACCOUNTS)
        .filter(SequenceNode.class::isInstance)
        .map(SequenceNode.class::cast)
        .filter(list -> !list.getValue().isEmpty());
  }

  /// Writes the file with more accounts behind those that are there, as far to the right as they
  /// are.
  ///
  /// @param more the lines of the new accounts
  /// @throws Stopped if its accounts are in another form, or it cannot be written
  void write(List<String> more) {
    List<String> lines = new ArrayList<>(withoutEmptyList().lines().toList());
    String indent = " ".repeat(list().map(list -> start(list).getColumn()).orElse(2));
    lines.addAll(place(lines), more.stream().map(indent::concat).toList());
    try {
      Files.writeString(path, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new Stopped(ExitCode.FAILED, "%s cannot be written".formatted(path));
    }
  }

  /// The text without an empty list behind the key, which would hide the items under it.
  private String withoutEmptyList() {
    Optional<Node> value = value(root, ACCOUNTS);
    if (value.isEmpty() || list().isPresent() || !(value.get() instanceof SequenceNode empty)) {
      return text;
    }
    return text.substring(0, offset(start(empty))).stripTrailing()
        + text.substring(offset(end(empty)));
  }

  /// The line before which the first new one goes. The file gets the key if it has none.
  private int place(List<String> lines) {
    Optional<Node> key = entry(root, ACCOUNTS).map(NodeTuple::getKeyNode);
    if (key.isEmpty()) {
      lines.add(ACCOUNTS + ":");
      return lines.size();
    }
    if (list().isEmpty()) {
      demandNothingElse(value(root, ACCOUNTS).orElseThrow());
      return start(key.get()).getLine() + 1;
    }
    if (list().get().getFlowStyle() == FlowStyle.FLOW) {
      throw otherForm();
    }
    Mark end = end(last(list().get()));
    // What ends with its line ends at the begin of the next one.
    return end.getColumn() == 0 ? end.getLine() : end.getLine() + 1;
  }

  private void demandNothingElse(Node value) {
    boolean isEmpty =
        value instanceof SequenceNode || scalar(value).filter(String::isEmpty).isPresent();
    if (!isEmpty) {
      throw otherForm();
    }
  }

  private Stopped otherForm() {
    return new Stopped(
        ExitCode.FAILED,
        "%s has its accounts in another form. Write a line with accounts: alone, and each account under it"
            .formatted(path));
  }

  /// The part with which a node ends. The end of a block is behind the comments that follow it.
  private static Node last(Node node) {
    return switch (node) {
      case SequenceNode list when isBlock(list.getFlowStyle(), list.getValue()) ->
          last(list.getValue().getLast());
      case MappingNode map when isBlock(map.getFlowStyle(), map.getValue()) ->
          last(map.getValue().getLast().getValueNode());
      default -> node;
    };
  }

  private static boolean isBlock(FlowStyle style, List<?> parts) {
    return style == FlowStyle.BLOCK && !parts.isEmpty();
  }

  private static Optional<NodeTuple> entry(Optional<Node> map, String key) {
    return map.filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast)
        .flatMap(entries ->
            entries.getValue().stream()
                .filter(entry -> scalar(entry.getKeyNode()).filter(key::equals).isPresent())
                .findFirst());
  }

  private static Optional<Node> value(Optional<Node> map, String key) {
    return entry(map, key).map(NodeTuple::getValueNode);
  }

  private static Optional<String> scalar(Node node) {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  private static Mark start(Node node) {
    return node.getStartMark().orElseThrow();
  }

  private static Mark end(Node node) {
    return node.getEndMark().orElseThrow();
  }

  private int offset(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }
}
