package dev.hallpass.handlers.words;

import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The acts that a policy does not allow in one of its services.
///
/// @param service in plain words
/// @param acts the acts that it does not allow; empty if it allows some actions of each kind
/// @param isCertain whether this is known: an action without words could do anything
public record Exclusion(String service, List<PolicyWords.Act> acts, boolean isCertain) {

  public Exclusion {
    acts = List.copyOf(acts);
  }

  /// What is not included, as plain text: one fact each.
  public List<String> facts(Texts texts) {
    if (!isCertain) {
      return List.of(texts.exclusionsUnknown());
    }
    return acts.isEmpty()
        ? List.of(texts.someOfEachKind())
        : acts.stream().map(act -> texts.no(act.kind(), act.explanation()).plain()).toList();
  }

  /// The whole exclusion as one line of plain text.
  public String sentence(Texts texts) {
    return "%s: %s.".formatted(service, String.join("; ", facts(texts)));
  }

  /// One exclusion for each service in which the policy allows something and that has words.
  static List<Exclusion> of(Policy policy, Texts texts) {
    Map<String, Set<String>> allowed = new TreeMap<>();
    policy.statements().stream()
        .filter(Statement::allows)
        .flatMap(statement -> statement.actions().stream())
        .forEach(action ->
            allowed
                .computeIfAbsent(
                    PolicyWords.service(action).toLowerCase(Locale.ROOT), _ -> new TreeSet<>())
                .add(action));
    boolean isCertain = allowed.keySet().stream().noneMatch(Exclusion::isPattern);
    return allowed.entrySet().stream()
        .flatMap(entry ->
            Vocabulary.of(entry.getKey())
                .map(known -> of(known, List.copyOf(entry.getValue()), isCertain, texts))
                .stream())
        .toList();
  }

  private static Exclusion of(
      Vocabulary known, List<String> actions, boolean isCertain, Texts texts) {
    boolean isKnown = actions.stream().allMatch(known::knows);
    Set<Kind> given = known.byKind(actions).keySet();
    return new Exclusion(
        known.words(texts.language()),
        isCertain && isKnown
            ? Arrays.stream(Kind.values())
                .filter(kind -> !given.contains(kind))
                .map(kind -> PolicyWords.Act.of(kind, known, List.of(), texts))
                .toList()
            : List.of(),
        isCertain && isKnown);
  }

  private static boolean isPattern(String service) {
    return service.contains("*") || service.contains("?");
  }
}
