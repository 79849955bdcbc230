package dev.hallpass.grant;

import dev.hallpass.grant.GrantEvent.Sought;

/// One question to one person: the link that was made for them and what has become of it.
///
/// @param mailed whether the mail service has taken the mail
/// @param bounced whether the mail came back
/// @param wrongCodes how many wrong codes were typed in
public record Question(Sought sought, boolean mailed, boolean bounced, int wrongCodes) {

  /// The wrong code that locks a link.
  public static final int LOCKS_AT = 5;

  /// A question that was just announced.
  public static Question of(Sought sought) {
    return new Question(sought, false, false, 0);
  }

  /// Whether the link takes no more codes.
  public boolean isLocked() {
    return wrongCodes >= LOCKS_AT;
  }

  /// Whether it can be answered by mail, as far as is known.
  public boolean isInReach() {
    return !bounced && !isLocked();
  }

  /// The same question after its mail was taken.
  public Question afterMail() {
    return new Question(sought, true, bounced, wrongCodes);
  }

  /// The same question after its mail came back.
  public Question afterBounce() {
    return new Question(sought, mailed, true, wrongCodes);
  }

  /// The same question after one more wrong code.
  public Question afterWrongCode() {
    return new Question(sought, mailed, bounced, wrongCodes + 1);
  }
}
