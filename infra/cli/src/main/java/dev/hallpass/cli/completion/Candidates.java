package dev.hallpass.cli.completion;

import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Entitlement.Parameter;
import dev.hallpass.cli.api.Grant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What the word that is being typed could become. It asks nobody, so a key press costs no call.
///
/// @param names the names of all commands
/// @param called the command that is called, by its name
/// @param lists the last lists of the API
public record Candidates(Set<String> names, Map<String, CommandLine> called, LastLists lists) {

  /// Commands about what others have asked for.
  private static final Set<String> OF_OTHERS =
      Set.of("approve", "deny", "withdraw", "review", "revoke");

  public Candidates {
    names = Set.copyOf(names);
    called = Map.copyOf(called);
  }

  /// The candidates for the last word.
  ///
  /// @param words the words behind the name of the program; the last one is being typed
  public List<String> of(List<String> words) {
    if (words.isEmpty() || words.contains("--")) {
      return List.of();
    }
    String word = words.getLast();
    if (words.size() == 1) {
      return beginning(word, names.stream().sorted());
    }
    return of(words.subList(0, words.size() - 1), word, called);
  }

  private List<String> of(List<String> before, String word, Map<String, CommandLine> from) {
    @Nullable CommandLine command = from.get(before.getFirst());
    if (command == null) {
      return List.of();
    }
    CommandSpec spec = command.getCommandSpec();
    List<String> own = before.subList(1, before.size());
    if (!spec.subcommands().isEmpty()) {
      return own.isEmpty()
          ? beginning(word, spec.subcommands().keySet().stream())
          : of(own, word, spec.subcommands());
    }
    if (word.startsWith("-")) {
      return beginning(word, spec.options().stream().map(OptionSpec::longestName).sorted());
    }
    if (!own.isEmpty() && takesValue(spec, own.getLast())) {
      return beginning(word, values(spec, own.getLast()));
    }
    return positional(spec, own, word);
  }

  private static boolean takesValue(CommandSpec spec, String word) {
    @Nullable OptionSpec option = spec.findOption(word);
    return option != null && option.arity().max() > 0;
  }

  private static Stream<String> values(CommandSpec spec, String name) {
    @Nullable Iterable<String> candidates = spec.findOption(name).completionCandidates();
    return candidates == null ? Stream.of() : StreamSupport.stream(candidates.spliterator(), false);
  }

  private List<String> positional(CommandSpec spec, List<String> own, String word) {
    List<String> labels =
        spec.positionalParameters().stream().map(PositionalParamSpec::paramLabel).toList();
    List<String> given = positionals(spec, own);
    if (labels.isEmpty()) {
      return List.of();
    }
    if (given.isEmpty()) {
      return beginning(word, first(spec.name(), labels.getFirst()));
    }
    return labels.contains("NAME=VALUE") ? parameters(given, word) : List.of();
  }

  private static List<String> positionals(CommandSpec spec, List<String> own) {
    return IntStream.range(0, own.size())
        .filter(at -> !own.get(at).startsWith("-"))
        .filter(at -> at == 0 || !takesValue(spec, own.get(at - 1)))
        .mapToObj(own::get)
        .toList();
  }

  private Stream<String> first(String command, String label) {
    Stream<String> entitlements = lists.entitlements().stream().map(Entitlement::name);
    Stream<String> grants =
        (OF_OTHERS.contains(command) ? lists.approvals() : lists.grants())
            .stream().map(Grant::shortId);
    return switch (label) {
      case "GRANT" -> grants;
      case "ENTITLEMENT" -> entitlements;
      case "ENTITLEMENT|GRANT" -> Stream.concat(grants, entitlements);
      default -> Stream.of();
    };
  }

  private List<String> parameters(List<String> given, String word) {
    List<Parameter> parameters =
        lists.entitlements().stream()
            .filter(one -> one.name().equals(given.getFirst()))
            .findFirst()
            .map(Entitlement::parameters)
            .orElse(List.of());
    return beginning(
        word,
        parameters.stream()
            .filter(parameter ->
                parameter.takesSeveral()
                    || given.stream().noneMatch(one -> one.startsWith(parameter.name() + "=")))
            .flatMap(parameter ->
                parameter.values().isEmpty() || !word.contains("=")
                    ? Stream.of(parameter.name() + "=")
                    : parameter.values().stream().map(value -> parameter.name() + "=" + value)));
  }

  private static List<String> beginning(String word, Stream<String> candidates) {
    return candidates.filter(one -> one.startsWith(word) && !one.equals(word)).toList();
  }
}
