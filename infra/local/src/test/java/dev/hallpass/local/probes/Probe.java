package dev.hallpass.local.probes;

import java.util.List;

/// Something that the design believes of AWS and no machine-readable document says, with a way to
/// ask AWS for it.
///
/// @param name in kebab-case, unlike any other
/// @param claim one sentence
/// @param matters what depends on it
/// @param done what is done to find out
/// @param beliefs what must come out, in the order of the question's answers
record Probe(
    String name,
    String claim,
    String matters,
    Source source,
    String done,
    Cost cost,
    List<Belief> beliefs,
    Check question) {

  Probe {
    beliefs = List.copyOf(beliefs);
  }

  /// What is done to find out, and what came of it.
  @FunctionalInterface
  interface Check {
    /// Asks.
    ///
    /// @param made makes what it takes, for throwing away
    /// @throws NotAsked if it cannot be asked here
    /// @throws Inconclusive if what it takes did not come to be
    List<Observed> ask(Aws aws, Fixtures made);
  }

  /// Thrown where a question cannot be asked. Its message says what is missing.
  static final class NotAsked extends RuntimeException {
    NotAsked(String missing) {
      super(missing, null, false, false);
    }
  }

  /// Thrown where a question was asked and nothing follows from what came.
  static final class Inconclusive extends RuntimeException {
    Inconclusive(String because) {
      super(because, null, false, false);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
