package dev.hallpass.handlers.view;

import dev.hallpass.approval.Level;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.handlers.words.NoticeText;
import dev.hallpass.handlers.words.Texts;
import java.time.Instant;
import java.util.Optional;

/// A page that says what happened to a link or an answer, and what to do next. It is sent with
/// [PageHeaders].
public sealed interface Notice {

  /// What it says to a reader.
  NoticeText in(Texts texts);

  /// The HTTP status with the same meaning.
  int status();

  /// The page.
  default String html(Texts texts) {
    return Rendering.html((output, interceptor) ->
        JteNoticePageGenerated.render(output, interceptor, texts, in(texts)));
  }

  /// A yes was recorded.
  ///
  /// @param missing how many more people must say yes at this level
  /// @param lastLevel whether this is the last level
  /// @param opensAt when the access opens after the last yes; empty if at once
  record Approved(int missing, boolean lastLevel, Optional<Instant> opensAt) implements Notice {

    /// The notice after a yes at a level.
    ///
    /// @param dossier the grant with that yes
    public static Approved of(Dossier dossier, int number, Instant now) {
      Level level = dossier.level(number);
      long yes =
          dossier.approvers(number).stream()
              .filter(approver -> dossier.isApprovedBy(approver, number))
              .count();
      return new Approved(
          (int) Math.max(0, level.quorum() - yes),
          number + 1 == dossier.request().plan().levels().size(),
          dossier.request().startsAt().filter(now::isBefore));
    }

    @Override
    public NoticeText in(Texts texts) {
      return texts.youApproved(missing, lastLevel, opensAt);
    }

    @Override
    public int status() {
      return 200;
    }
  }

  /// Hallpass refused the request instead of recording a yes.
  record Refused(Doubt doubt) implements Notice {

    @Override
    public NoticeText in(Texts texts) {
      return texts.refusedInstead(doubt);
    }

    @Override
    public int status() {
      return 410;
    }
  }

  /// AWS refuses what the page or the answer needs, and will refuse it again.
  ///
  /// @param problem what the API calls it
  /// @param call the id of the call
  record Hindered(String problem, String call) implements Notice {

    @Override
    public NoticeText in(Texts texts) {
      return texts.hindered(problem, call);
    }

    @Override
    public int status() {
      return 500;
    }
  }

  /// The notices that are always the same. Those about links say nothing about a grant.
  enum Plain implements Notice {
    /// A no was recorded.
    DENIED(200),
    /// A review was recorded.
    REVIEWED(200),
    /// A revocation was recorded.
    REVOKED(200),
    /// Too many wrong codes.
    LOCKED(403),
    /// This approver has answered.
    USED(410),
    /// Others have settled it.
    OVERTAKEN(410),
    /// This person said yes at another level.
    APPROVED_ELSEWHERE(403),
    /// The level that comes later needs this person.
    NEEDED_ELSEWHERE(403),
    /// This person said yes and took it back so often that another yes is not taken.
    TAKEN_BACK(409),
    /// A newer mail asks the same.
    SUPERSEDED(410),
    /// Others answer in this person's place.
    RELIEVED(410),
    /// A yes by link does not count here.
    PROOF_DEMANDED(403),
    /// An admin blocked this person.
    BLOCKED(403),
    /// The time to answer is over.
    EXPIRED(410),
    /// The request now stands for another policy than the one in the mail.
    POLICY_DIFFERS(410),
    /// No grant has this link, or another grant has it.
    UNKNOWN(404),
    /// A form that our pages do not send.
    INCOMPLETE(422),
    /// Something that Hallpass needs does not answer.
    UNAVAILABLE(503),
    /// The ledger's entries do not verify.
    BROKEN(500);

    private final int status;

    Plain(int status) {
      this.status = status;
    }

    @Override
    public NoticeText in(Texts texts) {
      return switch (this) {
        case DENIED -> texts.youDenied();
        case REVIEWED -> texts.youReviewed();
        case REVOKED -> texts.youRevoked();
        case LOCKED -> texts.linkLocked();
        case USED -> texts.linkUsed();
        case OVERTAKEN -> texts.overtaken();
        case APPROVED_ELSEWHERE -> texts.approvedElsewhere();
        case NEEDED_ELSEWHERE -> texts.neededElsewhere();
        case TAKEN_BACK -> texts.takenBackTooOften();
        case SUPERSEDED -> texts.superseded();
        case RELIEVED -> texts.relieved();
        case PROOF_DEMANDED -> texts.proofDemanded();
        case BLOCKED -> texts.blocked();
        case EXPIRED -> texts.linkExpired();
        case POLICY_DIFFERS -> texts.otherPolicy();
        case UNKNOWN -> texts.linkUnknown();
        case INCOMPLETE -> texts.formIncomplete();
        case UNAVAILABLE -> texts.unavailable();
        case BROKEN -> texts.recordBroken();
      };
    }

    @Override
    public int status() {
      return status;
    }
  }
}
