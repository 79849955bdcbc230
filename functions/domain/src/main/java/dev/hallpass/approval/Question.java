package dev.hallpass.approval;

import dev.hallpass.grant.GrantEvent.ApprovalSought;

/// One question to one approver: the link that was made for them and what has become of it.
///
/// @param mailed whether the mail service has taken the mail
/// @param wrongCodes how many wrong codes were typed in
public record Question(ApprovalSought sought, boolean mailed, int wrongCodes) {

  /// The wrong code that locks a link.
  public static final int LOCKS_AT = 5;

  /// Whether the link takes no more codes.
  public boolean isLocked() {
    return wrongCodes >= LOCKS_AT;
  }

  /// The same question after its mail was taken.
  public Question afterMail() {
    return new Question(sought, true, wrongCodes);
  }

  /// The same question after one more wrong code.
  public Question afterWrongCode() {
    return new Question(sought, mailed, wrongCodes + 1);
  }
}
