package dev.hallpass.local.probes;

import java.time.Duration;

/// One thing that must come out of a probe if AWS is what the design takes it for.
sealed interface Belief {

  /// What it is about, as a part of a sentence that the outcome ends.
  String about();

  boolean agreesWith(Observed observed);

  /// What must come out, in words.
  String words();

  /// Exactly this comes out.
  record Exactly(String about, Observed expected) implements Belief {
    @Override
    public boolean agreesWith(Observed observed) {
      return observed.equals(expected);
    }

    @Override
    public String words() {
      return expected.toString();
    }
  }

  /// It comes, and no later than the design can bear.
  record Within(String about, Duration bound) implements Belief {
    /// The clocks of those who ask are not AWS's own, so it may seem to come a bit early.
    @Override
    public boolean agreesWith(Observed observed) {
      return observed instanceof Observed.Came(Duration after) && after.abs().compareTo(bound) <= 0;
    }

    @Override
    public String words() {
      return "within %s s".formatted(Observed.seconds(bound));
    }
  }

  static Belief done(String about) {
    return new Exactly(about, Observed.DONE);
  }

  static Belief denied(String about) {
    return new Exactly(about, Observed.DENIED);
  }

  static Belief refused(String about, String code) {
    return new Exactly(about, new Observed.Refused(code));
  }

  static Belief reads(String about, String value) {
    return new Exactly(about, new Observed.Read(value));
  }

  static Belief within(String about, int seconds) {
    return new Within(about, Duration.ofSeconds(seconds));
  }
}
