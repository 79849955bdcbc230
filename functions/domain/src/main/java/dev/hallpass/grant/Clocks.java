package dev.hallpass.grant;

import java.time.Duration;

/// How well the clocks of functions agree.
public final class Clocks {

  /// How far apart the clocks of two functions may be: each may be five minutes off.
  public static final Duration APART = Duration.ofMinutes(10);

  private Clocks() {}
}
