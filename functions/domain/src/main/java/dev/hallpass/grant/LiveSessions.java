package dev.hallpass.grant;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The sessions of a grant that may still live, and whether they are denied everything.
///
/// @param until when the last of them is over; empty if none was ever announced
/// @param denied whether a policy on the role denies them everything, or did
/// @param denialRemoved whether that policy is gone again
/// @param shellsOver whether no shell is open that one of them opened, and none can be opened any
///   more
public record LiveSessions(
    Optional<Instant> until, boolean denied, boolean denialRemoved, boolean shellsOver) {

  /// The shortest session that STS opens (source: STS, AssumeRole).
  public static final Duration SHORTEST = Duration.ofMinutes(15);

  /// The longest session of a role (source: STS, role chaining).
  public static final Duration LONGEST = Duration.ofHours(1);

  /// The most sessions of one grant that may live at the same time.
  public static final int MOST_AT_ONCE = 20;

  /// The shortest time between two sets of credentials of one grant.
  public static final Duration BETWEEN = Duration.ofSeconds(30);

  /// From the announcement of a session to its end at most so much longer than the session itself:
  /// the minute that it may take to open it, and how far apart the clocks are of the function that
  /// announces it and of the one that takes it for over.
  static final Duration SLACK = Clocks.APART.plusMinutes(1);

  /// So long after the planned end no session of a grant lives any more: they are asked for no
  /// longer than the grant lasts, but STS opens none that is shorter than its shortest.
  public static final Duration OVER_AFTER_END = SHORTEST.plus(SLACK);

  // By so much AWS's clock may be later than that of the function which announces a session, when
  // the session begins.
  private static final Duration BEGUN_WITHIN = Clocks.APART.dividedBy(2).plusMinutes(1);

  static final LiveSessions NONE = new LiveSessions(Optional.empty(), false, false, false);

  /// How long a session may be asked for: no longer than the grant lasts, as far as STS opens
  /// sessions that short.
  ///
  /// @param longest the longest that is wanted
  public static Duration life(Duration longest, Instant expiresAt, Instant now) {
    Duration left = Duration.between(now, expiresAt);
    Duration wanted = left.compareTo(longest) < 0 ? left : longest;
    return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
  }

  /// Whether some may live that no policy on the role denies.
  public boolean areToBeDenied(Instant now) {
    return !denied && until.filter(now::isBefore).isPresent();
  }

  /// Whether they are denied everything and some may live.
  public boolean areDenied(Instant now) {
    return denied && !denialRemoved && until.filter(now::isBefore).isPresent();
  }

  /// Whether they are denied everything although none lives any more.
  public boolean areDeniedNeedlessly(Instant now) {
    return denied && !denialRemoved && until.filter(now::isBefore).isEmpty();
  }

  /// Whether none lives any more.
  public boolean areOver(Instant now) {
    return until.filter(now::isBefore).isEmpty();
  }

  /// The instant, on a whole minute, before which all sessions of a grant begin that ended.
  ///
  /// @param announced when the last of them was announced
  public static Instant begunBefore(Instant announced) {
    return announced.plus(BEGUN_WITHIN).plusMillis(59_999).truncatedTo(ChronoUnit.MINUTES);
  }

  /// Whether all sessions are over, by every clock, that began before an instant.
  public static boolean areOverSince(Instant instant, Instant now) {
    return !now.isBefore(instant.plus(LONGEST).plus(Clocks.APART));
  }

  LiveSessions with(Instant end) {
    Instant last = until.filter(end::isBefore).orElse(end);
    return new LiveSessions(Optional.of(last), denied, denialRemoved, shellsOver);
  }

  LiveSessions deniedNow() {
    return new LiveSessions(until, true, denialRemoved, shellsOver);
  }

  LiveSessions noLongerDenied() {
    return new LiveSessions(until, denied, true, shellsOver);
  }

  LiveSessions withoutShells() {
    return new LiveSessions(until, denied, denialRemoved, true);
  }
}
