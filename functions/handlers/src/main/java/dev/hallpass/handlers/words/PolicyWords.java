package dev.hallpass.handlers.words;

import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A policy in words for people who do not read IAM. The words may say more than the policy allows,
/// never less. Parts without words appear as they are in the policy.
///
/// @param exclusions the acts that the policy does not allow, for each of its services; none beside
///   managed policies, which may allow them
/// @param rest the sentence after the clauses
public record PolicyWords(List<Clause> clauses, List<Exclusion> exclusions, String rest) {

  /// The part of one statement about one service.
  ///
  /// @param service such as `Amazon S3, where files are kept`
  /// @param acts the acts that have words
  /// @param unexplained the other actions, in IAM's words
  /// @param places the places, of which one must match
  /// @param limits the limits, which must all be met
  public record Clause(
      boolean allows,
      Phrase service,
      List<Act> acts,
      List<String> unexplained,
      List<Phrase> places,
      List<Phrase> limits) {

    public Clause {
      acts = List.copyOf(acts);
      unexplained = List.copyOf(unexplained);
      places = List.copyOf(places);
      limits = List.copyOf(limits);
    }

    /// The service, and whether the clause denies.
    public String heading(Texts texts) {
      return (allows ? "" : texts.deniedMark()) + service.text();
    }

    /// The actions without words of their own, each in words that say so.
    public List<Phrase> withoutWords(Texts texts) {
      return unexplained.stream().map(texts::withoutWords).toList();
    }

    /// What it allows or denies, and where, as plain text: one fact each.
    public List<String> facts(Texts texts) {
      return Stream.of(
              acts.stream().map(act -> "%s: %s".formatted(act.kind(), act.explanation())),
              withoutWords(texts).stream().map(Phrase::text),
              places.stream().map(place -> texts.where() + place.text()),
              limits.stream().map(Phrase::text))
          .flatMap(some -> some)
          .toList();
    }

    /// The whole clause as one line of plain text.
    public String sentence(Texts texts) {
      return "%s. %s.".formatted(heading(texts), String.join("; ", facts(texts)));
    }

    private Clause rewritten(UnaryOperator<String> rewrite) {
      return new Clause(
          allows,
          service.rewritten(rewrite),
          acts,
          unexplained.stream().map(rewrite).toList(),
          places.stream().map(place -> place.rewritten(rewrite)).toList(),
          limits.stream().map(limit -> limit.rewritten(rewrite)).toList());
    }
  }

  /// One act that the policy allows.
  ///
  /// @param kind such as `Read`
  /// @param actions its actions, in IAM's words
  public record Act(String kind, String explanation, List<String> actions) {
    public Act {
      actions = List.copyOf(actions);
    }

    static Act of(Kind kind, Vocabulary known, List<String> actions, Texts texts) {
      return new Act(texts.kind(kind), known.explanation(kind, texts.language()), actions);
    }
  }

  public PolicyWords {
    clauses = List.copyOf(clauses);
    exclusions = List.copyOf(exclusions);
  }

  /// The words for a policy.
  public static PolicyWords of(Policy policy, Texts texts) {
    Stream<Clause> own =
        policy.statements().stream().flatMap(statement -> clauses(statement, texts).stream());
    return policy.managed().isEmpty()
        ? new PolicyWords(own.toList(), Exclusion.of(policy, texts), texts.nothingElse())
        : new PolicyWords(
            Stream.concat(own, policy.managed().stream().map(one -> ManagedWords.of(one, texts)))
                .toList(),
            List.of(),
            texts.besideManaged());
  }

  /// The same words around rewritten values.
  public PolicyWords rewritten(UnaryOperator<String> rewrite) {
    return new PolicyWords(
        clauses.stream().map(clause -> clause.rewritten(rewrite)).toList(), exclusions, rest);
  }

  private static List<Clause> clauses(Statement statement, Texts texts) {
    Map<String, List<String>> byService =
        statement.actions().stream()
            .collect(
                Collectors.groupingBy(
                    PolicyWords::service, TreeMap::new, Collectors.toUnmodifiableList()));
    return byService.entrySet().stream()
        .map(entry -> clause(statement, entry.getKey(), entry.getValue(), texts))
        .toList();
  }

  private static Clause clause(
      Statement statement, String service, List<String> actions, Texts texts) {
    return Vocabulary.of(service)
        .map(known ->
            clause(
                statement,
                Phrase.of(known.words(texts.language())),
                acts(known, actions, texts),
                actions.stream().filter(action -> !known.knows(action)).toList(),
                texts))
        .orElseGet(() ->
            clause(
                statement,
                service.equals("*") ? texts.everyService() : texts.awsService(service),
                List.of(),
                actions,
                texts));
  }

  private static Clause clause(
      Statement statement, Phrase service, List<Act> acts, List<String> unexplained, Texts texts) {
    return new Clause(
        statement.allows(),
        service,
        acts,
        unexplained,
        ResourceWords.of(statement.resources(), texts),
        ConditionWords.of(statement.conditions(), texts));
  }

  private static List<Act> acts(Vocabulary known, List<String> actions, Texts texts) {
    return known.byKind(actions).entrySet().stream()
        .map(entry -> Act.of(entry.getKey(), known, entry.getValue(), texts))
        .toList();
  }

  /// The service of an action, or a pattern of services.
  static String service(String action) {
    int colon = action.indexOf(':');
    return colon < 0 ? action : action.substring(0, colon);
  }
}
