package dev.hallpass.local.simulation;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something that goes wrong with one call of a history.
///
/// @param call what is called by whom, such as `CreatePolicy by Activate`
/// @param time the how manieth such call it is, from one
/// @param late after how long the call lands, if it lands late
record Stroke(String call, int time, Fate fate, Duration late) {

  private static final Pattern FORM =
      Pattern.compile("(?<call>.+)#(?<time>\\d+) (?<fate>\\w+)(?: (?<late>PT\\w+))?");

  /// Reads what `toString` wrote.
  static Stroke parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not a stroke: " + text);
    }
    String late = matcher.group("late");
    return new Stroke(
        matcher.group("call"),
        Integer.parseInt(matcher.group("time")),
        Fate.valueOf(matcher.group("fate")),
        late == null ? Duration.ZERO : Duration.parse(late));
  }

  /// The call that it meets.
  String place() {
    return call + "#" + time;
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(place(), fate, late.isZero() ? "" : " " + late);
  }
}
