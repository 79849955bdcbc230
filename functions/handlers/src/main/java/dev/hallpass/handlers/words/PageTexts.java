package dev.hallpass.handlers.words;

import dev.hallpass.grant.GrantEvent.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What only pages say.
interface PageTexts {

  String somebodyAsks();

  String somebodyHasAccess();

  String hasAccess(String requester);

  /// The title of a page after a mistake.
  String notRecordedTitle(String title);

  String notRecorded(String complaint);

  Phrase askedAs(String person);

  /// As whom and what for an owner is asked.
  ///
  /// @param isGlass whether the glass was broken; else changes stay
  Phrase askedToReview(String person, boolean isGlass);

  Phrase answerBy(String time);

  Phrase reviewBy(String time);

  Phrase isApproved(String until);

  /// As whom an approver can end the access.
  ///
  /// @param saidYes whether the person approved it; else they were asked
  Phrase canEnd(boolean saidYes, String person);

  String untilItEnds(Instant end);

  String untilItEnds(String window);

  String aboutToOpen(String duration);

  String goToAnswer();

  String goToReview();

  String goToRevocation();

  String lastsShorter(String duration);

  String whoAnswers();

  String you();

  Phrase ruleChose(String rule);

  String wholePolicy();

  String showPolicy();

  String youApproveThisHash();

  String hashOfTheRequested();

  String whereHeading();

  String yourAnswer();

  String yourReview();

  String yourRevocation();

  String canOnlyDenyHere();

  String chooseAnswer();

  String code();

  String codeHint();

  String codeForm();

  String durationHint();

  String asAsked(Duration duration);

  String only(Duration duration);

  String reason();

  String reasonOfNo();

  String reasonOfRevocation();

  String remarks();

  String remarksHint();

  String deny();

  String approve();

  String chooseVerdict();

  String justified();

  String notJustified();

  String chooseRevoke();

  String revoke();

  String whatHappenedSoFar();

  String requestedTime(String duration);

  String whoReviews();

  String oneReviewIsEnough();

  String endsWithinAMinute();

  String wrongCode(int attemptsLeft);

  String notACode();

  String noNeedsAReason();

  String reasonNotPlain();

  String answerMissing();

  String notShorter();

  String reviewNeedsRemarks();

  String remarksNotPlain();

  String revocationNeedsAReason();

  String verdictMissing();

  /// A yes was recorded.
  ///
  /// @param missing how many more people must say yes at this level
  /// @param isLast whether this is the last level
  /// @param opensAt when the access opens after the last yes; empty if at once
  NoticeText youApproved(int missing, boolean isLast, Optional<Instant> opensAt);

  NoticeText refusedInstead(Doubt doubt);

  /// AWS refuses what is needed, and will refuse it again.
  ///
  /// @param problem what the API calls it
  /// @param call the id of the call
  NoticeText hindered(String problem, String call);

  NoticeText youDenied();

  NoticeText youReviewed();

  NoticeText youRevoked();

  NoticeText linkLocked();

  NoticeText linkUsed();

  NoticeText overtaken();

  NoticeText approvedElsewhere();

  NoticeText neededElsewhere();

  NoticeText takenBackTooOften();

  NoticeText superseded();

  NoticeText relieved();

  NoticeText proofDemanded();

  NoticeText blocked();

  NoticeText linkExpired();

  NoticeText otherPolicy();

  NoticeText linkUnknown();

  NoticeText formIncomplete();

  NoticeText unavailable();

  NoticeText recordBroken();
}
