package dev.hallpass.handlers.view;

import static dev.hallpass.handlers.view.Vocabulary.Kind.DELETE;
import static dev.hallpass.handlers.view.Vocabulary.Kind.LIST;
import static dev.hallpass.handlers.view.Vocabulary.Kind.READ;
import static dev.hallpass.handlers.view.Vocabulary.Kind.WRITE;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An AWS service that Hallpass has plain words for, and what its actions do.
///
/// Only whole action names are known: what a pattern such as `s3:Get*` matches is not for us to
/// guess.
///
/// @param actions what each one does, by its name in lower case
record Vocabulary(
    String service, String words, Map<Kind, String> explanations, Map<String, Set<Kind>> actions) {

  private static final List<Vocabulary> ALL =
      List.of(
          new Vocabulary(
              "s3",
              "Amazon S3, where files are kept",
              Map.of(
                  READ, "open and download objects (files)",
                  LIST, "see which objects there are: their names, sizes and dates",
                  WRITE, "store objects, new ones and over existing ones",
                  DELETE, "remove objects"),
              Map.of(
                  "s3:getobject", Set.of(READ),
                  "s3:listbucket", Set.of(LIST),
                  "s3:putobject", Set.of(WRITE),
                  "s3:deleteobject", Set.of(DELETE))),
          new Vocabulary(
              "dynamodb",
              "Amazon DynamoDB, a database of tables",
              Map.of(
                  READ, "look up items and see all that is in them",
                  WRITE, "add, change and replace items",
                  DELETE, "remove items"),
              Map.of(
                  "dynamodb:getitem", Set.of(READ),
                  "dynamodb:batchgetitem", Set.of(READ),
                  "dynamodb:query", Set.of(READ),
                  "dynamodb:scan", Set.of(READ),
                  "dynamodb:conditioncheckitem", Set.of(READ),
                  "dynamodb:putitem", Set.of(WRITE),
                  "dynamodb:updateitem", Set.of(WRITE),
                  "dynamodb:batchwriteitem", Set.of(WRITE, DELETE),
                  "dynamodb:deleteitem", Set.of(DELETE))),
          new Vocabulary(
              "logs",
              "Amazon CloudWatch Logs, what applications write down",
              Map.of(
                  READ, "read and search log lines",
                  LIST, "see which log streams there are"),
              Map.of(
                  "logs:getlogevents", Set.of(READ),
                  "logs:filterlogevents", Set.of(READ),
                  "logs:describelogstreams", Set.of(LIST))));

  /// What is done to data.
  enum Kind {
    READ("Read"),
    LIST("List"),
    WRITE("Write"),
    DELETE("Delete");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Vocabulary {
    explanations = Map.copyOf(explanations);
    actions = Map.copyOf(actions);
  }

  /// The words for a service, if there are any.
  static Optional<Vocabulary> of(String service) {
    return ALL.stream().filter(known -> known.service().equalsIgnoreCase(service)).findFirst();
  }

  String explanation(Kind kind) {
    return Optional.ofNullable(explanations.get(kind)).orElseThrow();
  }

  boolean knows(String action) {
    return actions.containsKey(action.toLowerCase(Locale.ROOT));
  }

  /// The known ones of these actions, by what they do.
  Map<Kind, List<String>> byKind(List<String> some) {
    Map<Kind, List<String>> byKind = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      List<String> of = some.stream().filter(action -> does(action, kind)).toList();
      if (!of.isEmpty()) {
        byKind.put(kind, of);
      }
    }
    return byKind;
  }

  private boolean does(String action, Kind kind) {
    return actions.getOrDefault(action.toLowerCase(Locale.ROOT), Set.of()).contains(kind);
  }
}
