package dev.hallpass.handlers.view;

import dev.hallpass.grant.Question;
import dev.hallpass.handlers.words.Texts;

/// Why an answer was not recorded. The page shows it above the form.
public enum Complaint {
  /// A code, but not the one in the mail.
  WRONG_CODE,
  /// Not a code. This does not count as an attempt.
  NOT_A_CODE,
  /// A no without a reason.
  REASON_MISSING,
  /// A no that is not plain text.
  REASON_NOT_PLAIN,
  /// Neither button.
  ANSWER_MISSING,
  /// Not a time, or a longer one than requested.
  NOT_SHORTER,
  /// A review without remarks.
  REMARKS_MISSING,
  /// A review that is not plain text.
  REMARKS_NOT_PLAIN,
  /// A revocation without a reason.
  REVOCATION_UNEXPLAINED,
  /// Neither button of a review.
  VERDICT_MISSING;

  /// The words of the complaint. A wrong code also says how many attempts are left.
  String words(Question question, Texts texts) {
    return switch (this) {
      case WRONG_CODE -> texts.wrongCode(Question.LOCKS_AT - question.wrongCodes());
      case NOT_A_CODE -> texts.notACode();
      case REASON_MISSING -> texts.noNeedsAReason();
      case REASON_NOT_PLAIN -> texts.reasonNotPlain();
      case ANSWER_MISSING -> texts.answerMissing();
      case NOT_SHORTER -> texts.notShorter();
      case REMARKS_MISSING -> texts.reviewNeedsRemarks();
      case REMARKS_NOT_PLAIN -> texts.remarksNotPlain();
      case REVOCATION_UNEXPLAINED -> texts.revocationNeedsAReason();
      case VERDICT_MISSING -> texts.verdictMissing();
    };
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
