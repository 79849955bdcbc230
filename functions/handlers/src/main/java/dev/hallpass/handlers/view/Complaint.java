package dev.hallpass.handlers.view;

import dev.hallpass.grant.Question;

/// Why an answer was not recorded. The page shows it above the form.
public enum Complaint {
  /// A code, but not the one in the mail.
  WRONG_CODE("That is not the code in your mail."),
  /// Not a code. This does not count as an attempt.
  NOT_A_CODE("A code has six digits. Type in the six digits from your mail."),
  /// A no without a reason.
  REASON_MISSING("A no needs a reason. Say why you deny, and what the requester can do instead."),
  /// A no that is not plain text.
  REASON_NOT_PLAIN("Write your reason as plain text of at most 1,000 characters."),
  /// Neither button.
  ANSWER_MISSING("Choose Deny or Approve."),
  /// Not a time, or a longer one than requested.
  NOT_SHORTER("Choose one of the times in the list: the requested one or a shorter one."),
  /// A review without remarks.
  REMARKS_MISSING("A review needs remarks. Say what you looked at and what you found."),
  /// A review that is not plain text.
  REMARKS_NOT_PLAIN("Write your remarks as plain text of at most 1,000 characters."),
  /// A revocation without a reason.
  REVOCATION_UNEXPLAINED("A revocation needs a reason. Tell the requester why you end the access."),
  /// Neither button of a review.
  VERDICT_MISSING("Choose Not justified or Justified.");

  private final String words;

  Complaint(String words) {
    this.words = words;
  }

  /// The words of the complaint. A wrong code also says how many attempts are left.
  String words(Question question) {
    if (this != WRONG_CODE) {
      return words;
    }
    int left = Question.LOCKS_AT - question.wrongCodes();
    return words + " " + HumanReadable.count(left, "attempt") + " left, then this link is locked.";
  }

  boolean isAboutTheReason() {
    return switch (this) {
      case REASON_MISSING,
          REASON_NOT_PLAIN,
          REMARKS_MISSING,
          REMARKS_NOT_PLAIN,
          REVOCATION_UNEXPLAINED ->
          true;
      case WRONG_CODE, NOT_A_CODE, ANSWER_MISSING, NOT_SHORTER, VERDICT_MISSING -> false;
    };
  }

  boolean isAboutTheCode() {
    return this == WRONG_CODE || this == NOT_A_CODE;
  }

  boolean isAboutTheDuration() {
    return this == NOT_SHORTER;
  }
}
