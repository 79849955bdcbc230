package dev.hallpass.handlers.view;

import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.Exclusion;
import dev.hallpass.handlers.words.PolicyWords;
import dev.hallpass.handlers.words.PolicyWords.Clause;
import java.util.List;
import java.util.stream.Stream;

/// What a request opens, in the sentences of page and mail, for programs that show them to people.
///
/// @param allows what it allows or denies, one sentence for each service of each statement
/// @param excludes what is not included
/// @param cautions what to look at twice
public record Allowance(List<String> allows, List<String> excludes, List<String> cautions) {

  public Allowance {
    allows = List.copyOf(allows);
    excludes = List.copyOf(excludes);
    cautions = List.copyOf(cautions);
  }

  /// The sentences about a request.
  public static Allowance of(Requested request) {
    PolicyWords policy = PolicyWords.of(request.policy()).rewritten(Untrusted::line);
    return new Allowance(
        policy.clauses().stream().map(Clause::sentence).toList(),
        Stream.concat(
                policy.exclusions().stream().map(Exclusion::sentence), Stream.of(policy.rest()))
            .toList(),
        Summary.risks(request, Untrusted::line).stream()
            .map(one -> "%s: %s.".formatted(one.getKey(), one.getValue()))
            .toList());
  }
}
