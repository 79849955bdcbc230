package dev.hallpass.reconciliation;

import dev.hallpass.port.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// One pass of the reconciliation: how long it may take, what it found, and where it says so.
///
/// It is called each minute, so it takes less than that, and it stops well before it would be
/// stopped: what is begun is finished, and where it stopped is remembered.
public final class Pass {

  private static final Duration LONGEST = Duration.ofSeconds(50);
  // Longer than the calls for one grant take, with their retries.
  private static final Duration RESERVE = Duration.ofSeconds(20);

  private final Supplier<Duration> timeLeft;
  private final Duration stopAt;
  private final Telemetry log;
  private final Map<Finding, Set<Object>> found;

  private Pass(
      Supplier<Duration> timeLeft,
      Duration stopAt,
      Telemetry log,
      Map<Finding, Set<Object>> found) {
    this.timeLeft = timeLeft;
    this.stopAt = stopAt;
    this.log = log;
    this.found = found;
  }

  /// Begins now.
  ///
  /// @param timeLeft until it would be stopped
  public static Pass begin(Supplier<Duration> timeLeft, Telemetry log) {
    return new Pass(timeLeft, RESERVE, log, new ConcurrentHashMap<>()).atMost(LONGEST);
  }

  /// A part of this pass that takes no more than so much of its time, from now on.
  Pass atMost(Duration part) {
    return stoppingAt(timeLeft.get().minus(part));
  }

  /// A part of this pass that leaves an eighth of its time to what comes after.
  Pass leavingAnEighth() {
    return stoppingAt(stopAt.plus(timeLeft.get().minus(stopAt).dividedBy(8)));
  }

  private Pass stoppingAt(Duration left) {
    return new Pass(timeLeft, left.compareTo(stopAt) > 0 ? left : stopAt, log, found);
  }

  boolean isTimeUp() {
    return timeLeft.get().compareTo(stopAt) <= 0;
  }

  Telemetry log() {
    return log;
  }

  /// Several threads may note at once.
  ///
  /// @param where the grant, role or account it was found at; however often, it counts once
  void note(Finding finding, Object where) {
    found.computeIfAbsent(finding, _ -> ConcurrentHashMap.newKeySet()).add(where);
  }

  boolean has(Finding finding) {
    return found.containsKey(finding);
  }

  boolean has(Finding finding, Object where) {
    return found.getOrDefault(finding, Set.of()).contains(where);
  }

  /// Where it was found.
  Set<Object> where(Finding finding) {
    return found.getOrDefault(finding, Set.of());
  }

  /// How much was found of each kind, by its metric's name, also where it is nothing.
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Finding finding : Finding.values()) {
      counts.put(finding.metric(), (long) found.getOrDefault(finding, Set.of()).size());
    }
    return counts;
  }
}
