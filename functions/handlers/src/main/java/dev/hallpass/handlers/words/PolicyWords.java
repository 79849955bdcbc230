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
    public String heading() {
      return (allows ? "" : "Denied: ") + service.text();
    }

    /// The actions without words of their own, each in words that say so.
    public List<Phrase> withoutWords() {
      return unexplained.stream()
          .map(action ->
              Phrase.of("the IAM action ", action, ", for which Hallpass has no plain words"))
          .toList();
    }

    /// What it allows or denies, and where, as plain text: one fact each.
    public List<String> facts() {
      return Stream.of(
              acts.stream().map(act -> "%s: %s".formatted(act.kind(), act.explanation())),
              withoutWords().stream().map(Phrase::text),
              places.stream().map(place -> "where: " + place.text()),
              limits.stream().map(Phrase::text))
          .flatMap(some -> some)
          .toList();
    }

    /// The whole clause as one line of plain text.
    public String sentence() {
      return "%s. %s.".formatted(heading(), String.join("; ", facts()));
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
  /// @param kind `Read`, `List`, `Write` or `Delete`
  /// @param actions its actions, in IAM's words
  public record Act(String kind, String explanation, List<String> actions) {
    public Act {
      actions = List.copyOf(actions);
    }
  }

  public PolicyWords {
    clauses = List.copyOf(clauses);
    exclusions = List.copyOf(exclusions);
  }

  /// The words for a policy.
  public static PolicyWords of(Policy policy) {
    Stream<Clause> own =
        policy.statements().stream().flatMap(statement -> clauses(statement).stream());
    return policy.managed().isEmpty()
        ? new PolicyWords(
            own.toList(),
            Exclusion.of(policy),
            "Nothing else: everything not listed here is denied.")
        : new PolicyWords(
            Stream.concat(own, policy.managed().stream().map(ManagedWords::of)).toList(),
            List.of(),
            "Hallpass itself, and everything from the end on. What a resource lets others do, it may"
                + " let this access do too.");
  }

  /// The same words around rewritten values.
  public PolicyWords rewritten(UnaryOperator<String> rewrite) {
    return new PolicyWords(
        clauses.stream().map(clause -> clause.rewritten(rewrite)).toList(), exclusions, rest);
  }

  private static List<Clause> clauses(Statement statement) {
    Map<String, List<String>> byService =
        statement.actions().stream()
            .collect(
                Collectors.groupingBy(
                    PolicyWords::service, TreeMap::new, Collectors.toUnmodifiableList()));
    return byService.entrySet().stream()
        .map(entry -> clause(statement, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Clause clause(Statement statement, String service, List<String> actions) {
    return Vocabulary.of(service)
        .map(known ->
            clause(
                statement,
                Phrase.of(known.words()),
                acts(known, actions),
                actions.stream().filter(action -> !known.knows(action)).toList()))
        .orElseGet(() ->
            clause(
                statement,
                service.equals("*")
                    ? Phrase.of("Every AWS service")
                    : Phrase.of("The AWS service ", service),
                List.of(),
                actions));
  }

  private static Clause clause(
      Statement statement, Phrase service, List<Act> acts, List<String> unexplained) {
    return new Clause(
        statement.allows(),
        service,
        acts,
        unexplained,
        ResourceWords.of(statement.resources()),
        ConditionWords.of(statement.conditions()));
  }

  private static List<Act> acts(Vocabulary known, List<String> actions) {
    return known.byKind(actions).entrySet().stream()
        .map(entry ->
            new Act(entry.getKey().word(), known.explanation(entry.getKey()), entry.getValue()))
        .toList();
  }

  /// The service of an action, or a pattern of services.
  static String service(String action) {
    int colon = action.indexOf(':');
    return colon < 0 ? action : action.substring(0, colon);
  }
}
