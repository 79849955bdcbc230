package dev.hallpass.handlers.words;

import dev.hallpass.handlers.words.PolicyWords.Act;
import dev.hallpass.handlers.words.PolicyWords.Clause;
import dev.hallpass.policy.ManagedPolicy;
import java.util.List;

/// A managed policy in words. What it allows is too long to be listed.
final class ManagedWords {

  private ManagedWords() {}

  static Clause of(ManagedPolicy policy) {
    return new Clause(
        true,
        Phrase.of(
            policy
                .arn()
                .account()
                .map("The managed policy of the account %s "::formatted)
                .orElse("The managed policy of AWS "),
            policy.arn().name()),
        List.of(new Act("Everything", explanation(policy), List.of())),
        List.of(),
        List.of(Phrase.of("what it names; most such policies name every resource of the account")),
        List.of(Phrase.of("in the version ", policy.version(), ", as it was reviewed")));
  }

  private static String explanation(ManagedPolicy policy) {
    return policy.allowsNearlyAll()
        ? "it allows nearly all that AWS can do in the account"
        : "all that it allows";
  }
}
