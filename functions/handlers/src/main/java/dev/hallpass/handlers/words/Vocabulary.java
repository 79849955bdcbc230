package dev.hallpass.handlers.words;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An AWS service with plain words for its actions.
///
/// `vocabulary.json` has the words. It knows only whole action names and never guesses what a
/// pattern such as `s3:Get*` matches.
///
/// @param service the service in IAM's words, in lower case
/// @param groups one of each kind
record Vocabulary(String service, Map<Language, String> words, List<ActionGroup> groups) {

  /// One kind of act in a service.
  ///
  /// @param actions its actions in IAM's words, in lower case and without the service
  record ActionGroup(Kind kind, Map<Language, String> explanation, List<String> actions) {

    ActionGroup {
      actions = actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).toList();
    }
  }

  private static final List<Vocabulary> ALL = read();

  Vocabulary {
    groups = List.copyOf(groups);
  }

  private static List<Vocabulary> read() {
    try (InputStream file =
        Objects.requireNonNull(Vocabulary.class.getResourceAsStream("vocabulary.json"))) {
      return Json.read(file).valueStream().map(Vocabulary::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The vocabulary cannot be read", e);
    }
  }

  private static Vocabulary of(JsonNode service) {
    return new Vocabulary(
        service.path("service").stringValue(),
        words(service),
        Arrays.stream(Kind.values())
            .map(kind -> group(kind, service.path(kind.name().toLowerCase(Locale.ROOT))))
            .toList());
  }

  private static ActionGroup group(Kind kind, JsonNode group) {
    return new ActionGroup(
        kind,
        words(group),
        group.path("actions").valueStream().map(JsonNode::stringValue).toList());
  }

  /// The words in each language. If one has none, the vocabulary cannot be read.
  private static Map<Language, String> words(JsonNode json) {
    Map<Language, String> words = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      words.put(language, json.path("words").path(language.tag()).stringValue());
    }
    return words;
  }

  /// All services with words.
  static List<Vocabulary> all() {
    return ALL;
  }

  /// The words for a service; empty if there are none.
  static Optional<Vocabulary> of(String service) {
    return ALL.stream().filter(known -> known.service().equalsIgnoreCase(service)).findFirst();
  }

  String words(Language language) {
    return Objects.requireNonNull(words.get(language));
  }

  String explanation(Kind kind, Language language) {
    return groups.stream()
        .filter(group -> group.kind() == kind)
        .findFirst()
        .map(group -> group.explanation().get(language))
        .orElseThrow();
  }

  boolean knows(String action) {
    return groups.stream().anyMatch(group -> isOne(action, group));
  }

  /// The known ones of these actions, by act.
  Map<Kind, List<String>> byKind(List<String> some) {
    Map<Kind, List<String>> byKind = new EnumMap<>(Kind.class);
    for (ActionGroup group : groups) {
      List<String> of = some.stream().filter(action -> isOne(action, group)).toList();
      if (!of.isEmpty()) {
        byKind.put(group.kind(), of);
      }
    }
    return byKind;
  }

  private boolean isOne(String action, ActionGroup group) {
    String name = action.toLowerCase(Locale.ROOT);
    return name.startsWith(service + ":")
        && group.actions().contains(name.substring(service.length() + 1));
  }
}
