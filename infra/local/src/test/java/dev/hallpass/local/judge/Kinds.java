package dev.hallpass.local.judge;

import static java.util.stream.Collectors.joining;

import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PermissionLimit;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.policy.Verdict.Deciding;
import dev.hallpass.local.simulation.Canonical;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The kinds of decisions that were met. A kind is what is asked by whom, which policies take part
/// and what decides, without what is drawn at random and what time it is.
final class Kinds {

  private static final Set<String> CLOCK = Set.of("aws:CurrentTime", "aws:EpochTime");

  /// The digests of the policies in which nothing is drawn: they are the long ones, and most.
  private final Map<PolicyDocument, Optional<String>> digests = new HashMap<>();

  private final Set<List<Object>> met = new HashSet<>();
  private final Set<String> kinds = new HashSet<>();

  /// The name of a decision's kind, if it is the first of it.
  Optional<String> firstOf(AccessRequest request, Policies policies, Verdict verdict) {
    Map<String, List<String>> keys = new TreeMap<>(request.context().asMap());
    keys.keySet().removeAll(CLOCK);
    // Nearly all that functions do they do again and again, and to compare it is quicker.
    boolean isMet =
        documents(policies).allMatch(document -> digest(document).isPresent())
            && !met.add(
                List.of(
                    request.principal(),
                    request.action(),
                    request.resource(),
                    request.resourceAccount(),
                    keys,
                    policies,
                    verdict));
    if (isMet) {
      return Optional.empty();
    }
    String kind = kind(new Placeholders(request, keys), policies, verdict);
    return kinds.add(kind) ? Optional.of(Canonical.sha256(kind)) : Optional.empty();
  }

  private static Stream<PolicyDocument> documents(Policies policies) {
    return Stream.of(
            policies.identity().stream(),
            policies.guardrails().stream().map(PermissionLimit::policies).flatMap(List::stream),
            policies.resource().stream())
        .flatMap(Function.identity())
        .map(NamedPolicy::document);
  }

  private Optional<String> digest(PolicyDocument document) {
    return digests.computeIfAbsent(
        document,
        _ ->
            Placeholders.isFixed(document.text())
                ? Optional.of(Canonical.sha256(document.text()))
                : Optional.empty());
  }

  private String kind(Placeholders placeholders, Policies policies, Verdict verdict) {
    return Stream.of(
            Stream.of(placeholders.request()),
            forms(policies.identity(), placeholders),
            policies.guardrails().stream()
                .flatMap(rail ->
                    Stream.concat(
                        Stream.of(rail.kind().name()), forms(rail.policies(), placeholders))),
            Stream.of("RESOURCE"),
            forms(policies.resource(), placeholders),
            Stream.of(verdict.getClass().getSimpleName()),
            reasons(verdict).map(placeholders::in).distinct().sorted())
        .flatMap(Function.identity())
        .collect(joining("\n"));
  }

  /// Each form once: a role has one policy for each grant whose sessions it denies.
  private Stream<String> forms(List<NamedPolicy> policies, Placeholders placeholders) {
    return policies.stream()
        .map(NamedPolicy::document)
        .map(document -> digest(document).orElseGet(() -> placeholders.in(document.text())))
        .distinct()
        .sorted();
  }

  private static Stream<String> reasons(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed(List<Deciding> by) -> by.stream().map(Deciding::toString);
      case Verdict.ExplicitlyDenied(List<Deciding> by) -> by.stream().map(Deciding::toString);
      case Verdict.ImplicitlyDenied(var silent) -> silent.stream().map(Enum::name);
      case Verdict.NotAuthenticated(String because) -> Stream.of(because);
    };
  }
}
