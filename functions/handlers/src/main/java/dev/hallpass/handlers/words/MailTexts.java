package dev.hallpass.handlers.words;

import dev.hallpass.log.Checkpoint;
import java.time.Duration;

/// What only mails say.
interface MailTexts {

  /// The subject up to the title.
  String asksFor(String requester, Duration duration, boolean isReminder);

  /// The subject up to the title.
  String review(String title, Duration duration);

  /// The subject up to the title.
  String news(String lead, String requester, Duration duration);

  String answerStillNeeded();

  String onlyThisMailCounts();

  String canAllowLess();

  /// The heading up to the time.
  String yourAnswerBy();

  /// The heading up to the time.
  String yourReviewBy();

  String openThePage();

  /// Before the address of the page.
  String open();

  /// Between the page and the code.
  String andTypeIn();

  String lookAndAnswer();

  String lookAndReview();

  String openingDecidesNothing();

  String linkEndsAccess();

  String yesMustBeSigned();

  String answersAreNotRead();

  String bracketsAreAdded();

  /// The state of the ledger.
  ///
  /// @param time of the checkpoint
  String ledger(Checkpoint newest, String time);

  String policyHash();

  /// How long news say that an access lasts.
  ///
  /// @param shortened empty if it was not
  /// @param window empty if it has none
  String howLong(String duration, String shortened, String window);
}
