package dev.hallpass.handlers.view;

import dev.hallpass.grant.Question;

/// Why an answer was not recorded, said above the form that asks for it again.
public enum Complaint {
  /// It was a code, but not the one in the mail.
  WRONG_CODE("That is not the code in your mail."),
  /// It was no code at all. This does not count as an attempt.
  NOT_A_CODE("Type in the six digits that stand in your mail."),
  /// A no that says nothing to the person who asked.
  REASON_MISSING("Say why you deny, so that the requester knows what to do instead."),
  /// A no that is not plain text.
  REASON_NOT_PLAIN(
      "Write your reason as plain text of at most 1,000 characters, without HTML tags."),
  /// Neither button.
  ANSWER_MISSING("Choose Deny or Approve."),
  /// A time that is none, or a longer one.
  NOT_SHORTER("Choose one of the times in the list: the one that was asked for or a shorter one."),
  /// A review that says nothing.
  REMARKS_MISSING("Say what you looked at and what you found, whichever way you decide."),
  /// A review that is not plain text.
  REMARKS_NOT_PLAIN(
      "Write your remarks as plain text of at most 1,000 characters, without HTML tags."),
  /// A revocation that says nothing.
  REVOCATION_UNEXPLAINED("Say why you end the access, so that the requester knows."),
  /// Neither button of a review.
  VERDICT_MISSING("Choose Not justified or Justified.");

  private final String words;

  Complaint(String words) {
    this.words = words;
  }

  /// What is wrong, and how many attempts are left when they count.
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
