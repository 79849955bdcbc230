package dev.hallpass.grant;

import dev.hallpass.grant.GrantEvent.Sought;
import java.time.Instant;
import java.util.Optional;

/// A question to one person, with the state of its link.
///
/// @param mailed whether the mail service has taken the mail
/// @param heldUntil until when its mail is held, because its person got too many or the mail
///   service did not take it; empty if it was not held
/// @param bounced whether the mail came back
/// @param wrongCodes the number of wrong codes
public record Question(
    Sought sought, boolean mailed, Optional<Instant> heldUntil, boolean bounced, int wrongCodes) {

  /// The number of wrong codes that lock a link.
  public static final int LOCKS_AT = 5;

  /// A question that was just announced.
  public static Question of(Sought sought) {
    return new Question(sought, false, Optional.empty(), false, 0);
  }

  /// Whether the link takes no more codes.
  public boolean isLocked() {
    return wrongCodes >= LOCKS_AT;
  }

  /// Whether the person can still answer it by mail, as far as Hallpass knows.
  public boolean isInReach() {
    return !bounced && !isLocked();
  }

  /// The question after the mail service took its mail.
  public Question afterMail() {
    return new Question(sought, true, heldUntil, bounced, wrongCodes);
  }

  /// The question whose mail is held.
  public Question heldUntil(Instant until) {
    return new Question(sought, mailed, Optional.of(until), bounced, wrongCodes);
  }

  /// The question after its mail came back.
  public Question afterBounce() {
    return new Question(sought, mailed, heldUntil, true, wrongCodes);
  }

  /// The question after one more wrong code.
  public Question afterWrongCode() {
    return new Question(sought, mailed, heldUntil, bounced, wrongCodes + 1);
  }
}
