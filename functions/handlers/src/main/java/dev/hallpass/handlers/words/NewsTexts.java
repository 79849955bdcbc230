package dev.hallpass.handlers.words;

import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.GrantEvent.Cause;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The news of a grant.
interface NewsTexts {

  /// To an owner: the access opens without anybody having been asked.
  News brokenGlass(Person requester);

  /// To the requester: a level said yes.
  ///
  /// @param isLast whether no other level comes after it
  /// @param opensAt when the access opens; empty if at once
  News approved(
      Person approver, Optional<Duration> shortened, boolean isLast, Optional<Instant> opensAt);

  /// To the requester: a yes does not count any more.
  News withdrawn(Person approver);

  /// To a person who was asked: their answer counts again.
  News neededAgain(Person approver);

  /// To the requester: a rule said yes.
  ///
  /// @param opensAt when the access opens; empty if at once
  News approvedByRule(String rule, Optional<Instant> opensAt);

  /// To the requester: a person said no.
  News denied(Person approver);

  /// To a person who was asked: others were faster.
  News decided(Person by, boolean isYes);

  /// To a person who answered by link: what was recorded.
  News receipt(Receipt answer);

  /// To the requester: nobody answered.
  News lapsed();

  /// To a person who was asked: the question is gone.
  News takenBack(Person requester);

  /// To a person who was asked: others answer instead.
  News relieved(List<Person> others);

  /// To the requester: the access is open.
  ///
  /// @param approval who approved; empty if nobody did
  News opened(Optional<String> approval, Instant until, Instant now);

  /// Who approved.
  ///
  /// @param shortened the time that they allowed, if it is shorter
  String approvedBy(List<Person> people, Optional<Duration> shortened);

  String approvedByRule(String rule);

  String runAProgram();

  String openTheConsole();

  String giveBack();

  String askForMoreTime();

  /// To the requester: the access is over soon.
  News endNear(Instant until, Instant now);

  /// To the requester: the access is over.
  News over(Cause cause);

  /// To the requester: a person took the access away.
  News revoked(Person revoker);

  /// To the requester: Hallpass does not believe that the access is approved as it stands.
  News refused(Doubt doubt);

  /// To the requester: the access could not be opened.
  News failed();

  /// To the requester and the other owners: an owner reviewed the access.
  News reviewed(Person reviewer, Verdict verdict);

  String whatToDo();
}
