package dev.hallpass.grant;

import java.time.Duration;

/// The agreement of the functions' clocks.
public final class Clocks {

  /// The largest difference between the clocks of two functions. Each may be five minutes wrong.
  public static final Duration APART = Duration.ofMinutes(10);

  private Clocks() {}
}
