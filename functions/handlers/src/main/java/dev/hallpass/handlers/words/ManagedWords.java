package dev.hallpass.handlers.words;

import dev.hallpass.handlers.words.PolicyWords.Act;
import dev.hallpass.handlers.words.PolicyWords.Clause;
import dev.hallpass.policy.ManagedPolicy;
import java.util.List;

/// A managed policy in words. What it allows is too long to be listed.
final class ManagedWords {

  private ManagedWords() {}

  static Clause of(ManagedPolicy policy, Texts texts) {
    return new Clause(
        true,
        texts.managedPolicy(
            policy.arn().account().map(account -> account.toString()), policy.arn().name()),
        List.of(
            new Act(
                texts.everything(),
                policy.allowsNearlyAll() ? texts.nearlyAll() : texts.allThatItAllows(),
                List.of())),
        List.of(),
        List.of(texts.whatItNames()),
        List.of(texts.reviewedVersion(policy.version())));
  }
}
