package dev.hallpass.local.probes;

import java.util.List;

/// A probe with two beliefs, for the tests of what becomes of probes.
final class SampleProbe {

  private SampleProbe() {}

  static Probe asking(Probe.Check question) {
    return new Probe(
        "sample-probe",
        "Something is done and comes in time.",
        "Nothing depends on it.",
        Source.unproved("nobody has seen it"),
        "Nothing is done.",
        Cost.nothing(1),
        List.of(Belief.denied("the call"), Belief.within("the end", 60)),
        question);
  }
}
