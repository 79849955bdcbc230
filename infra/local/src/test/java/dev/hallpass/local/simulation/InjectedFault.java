package dev.hallpass.local.simulation;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something that goes wrong with one call of a history.
///
/// @param call its name, as `NetworkFaults.Call` has it
/// @param late after how long the call lands, if it lands late
record InjectedFault(String call, FaultEffect effect, Duration late) {

  private static final Pattern FORM =
      Pattern.compile("(?<call>.+) (?<effect>[A-Z_]+)(?: (?<late>PT\\w+))?");

  /// Reads what `toString` wrote.
  static InjectedFault parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not a fault: " + text);
    }
    String late = matcher.group("late");
    return new InjectedFault(
        matcher.group("call"),
        FaultEffect.valueOf(matcher.group("effect")),
        late == null ? Duration.ZERO : Duration.parse(late));
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(call, effect, late.isZero() ? "" : " " + late);
  }
}
