package dev.hallpass.handlers.words;

import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.grant.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is said of a request and its access, in mails and on pages.
interface RequestTexts {

  String asksForAccess(String requester);

  String what();

  String why();

  String who();

  String forHowLong();

  String ticket();

  String lookTwice();

  String whatHappened();

  String whatItAllows();

  String whatIsNotIncluded();

  String whatItAllowed();

  String whatWasNotIncluded();

  /// What stands before a quotation.
  ///
  /// @param speaker whose words follow
  String inTheWordsOf(String speaker);

  Phrase grantIs(String grant);

  /// Such as `from … until …`.
  String window(Instant start, Instant end);

  Phrase fromTheLastApproval(String duration);

  Phrase inTheWindow(String duration, String window);

  String mayBeginLater();

  String endsByItself();

  Phrase extendsAnother(String grant);

  String brokeTheGlass(String requester);

  String changesStay(String requester);

  /// What an owner is asked to do.
  ///
  /// @param isGlass whether the glass was broken; else changes stay
  String pleaseReview(boolean isGlass);

  String requested(Instant at);

  /// When the access opened.
  ///
  /// @param at empty if the ledger does not say
  String opened(Optional<Instant> at);

  String ended(Instant at, Outcome how);

  /// How often credentials were fetched.
  ///
  /// @param unknown how many attempts have an unknown result
  String credentialsFetched(long times, long unknown);

  String earlierRequestsUnknown();

  String neverHadThis(String requester);

  /// The requester has had the access before.
  ///
  /// @param opened when, in order, at least once
  /// @param isMore whether it may have been more often, before that
  String hasHadThis(String requester, List<Instant> opened, boolean isMore);

  String earlierEndedEarly(long requests);

  String earlierDenied(long requests);

  /// Which level of a plan.
  ///
  /// @param number from one
  String levelOf(int number, int levels);

  String mustSayYes(int quorum, int approvers);

  /// What an approver answered.
  ///
  /// @param shortened the time that they allowed, if it is shorter
  String saidYes(Optional<Duration> shortened);

  String isAskedLater();

  String hasNotAnswered();

  String mailCameBack();

  String others(Mode mode, boolean areAsked, List<String> people);
}
