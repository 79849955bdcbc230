package dev.hallpass.handlers.view;

import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.PolicyWords;
import dev.hallpass.handlers.words.Texts;
import java.util.List;
import java.util.stream.Stream;

/// What a request opens, in the English sentences of page and mail, for programs that show them to
/// people.
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
    PolicyWords policy =
        PolicyWords.of(request.policy(), Texts.english()).rewritten(Untrusted::line);
    return new Allowance(
        policy.clauses().stream().map(clause -> clause.sentence(Texts.english())).toList(),
        Stream.concat(
                policy.exclusions().stream().map(exclusion -> exclusion.sentence(Texts.english())),
                Stream.of(policy.rest()))
            .toList(),
        Summary.risks(request, Untrusted::line, Texts.english()).stream()
            .map(one -> "%s: %s.".formatted(one.getKey(), one.getValue()))
            .toList());
  }
}
