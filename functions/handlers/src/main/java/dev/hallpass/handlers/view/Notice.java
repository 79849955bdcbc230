package dev.hallpass.handlers.view;

import dev.hallpass.approval.Level;
import dev.hallpass.grant.Dossier;
import java.time.Instant;
import java.util.Optional;

/// A page that says what happened to a link or an answer, and what to do next. It is sent with
/// [PageHeaders].
public sealed interface Notice {

  /// What happened, in a few words.
  String title();

  /// What that means.
  ///
  /// @param times the times for the reader
  String meaning(Times times);

  /// What to do.
  String nextStep();

  /// The HTTP status with the same meaning.
  int status();

  /// The page.
  ///
  /// @param times the times for the reader
  default String html(Times times) {
    return Rendering.html(
        (output, interceptor) -> JteNoticePageGenerated.render(output, interceptor, this, times));
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
    public String title() {
      return "You approved";
    }

    @Override
    public String meaning(Times times) {
      String recorded = "Your yes is recorded. ";
      if (missing > 0) {
        return recorded
            + HumanReadable.count(missing, "more approver")
            + " must say yes before access opens.";
      }
      return recorded
          + (lastLevel
              ? "It was the last one needed: access opens %s and ends by itself."
                  .formatted(times.opening(opensAt))
              : "It was the last one needed at this level. Hallpass asks the approvers of the next level"
                  + " now.");
    }

    @Override
    public String nextStep() {
      return "You are done. To take your yes back before access opens, call POST"
          + " /grants/{grant}/withdrawal. To end the access early, open the link in your mail again:"
          + " while the access is open, that page can revoke it.";
    }

    @Override
    public int status() {
      return 200;
    }
  }

  /// Hallpass refused the request instead of recording a yes.
  ///
  /// @param why the reason in a few words
  record Refused(String why) implements Notice {

    @Override
    public String title() {
      return "Hallpass refuses this request";
    }

    @Override
    public String meaning(Times times) {
      return "Your yes opens nothing and is not recorded. The reason: %s.".formatted(why);
    }

    @Override
    public String nextStep() {
      return "You are done. The requester gets a mail. If they still need the access, they ask"
          + " again, and you see what the catalogue gives now.";
    }

    @Override
    public int status() {
      return 410;
    }
  }

  /// AWS refuses what the page or the answer needs, and will refuse it again.
  ///
  /// @param why the reason in a few words
  /// @param call the id of the call
  record Hindered(String why, String call) implements Notice {

    @Override
    public String title() {
      return "Hallpass cannot do this";
    }

    @Override
    public String meaning(Times times) {
      return why + ". Nothing was decided.";
    }

    @Override
    public String nextStep() {
      return "Tell the people who run Hallpass the id of this call: %s. Try again when they have"
              .formatted(call)
          + " repaired it.";
    }

    @Override
    public int status() {
      return 500;
    }
  }

  /// The notices that are always the same. Those about links say nothing about a grant.
  enum Plain implements Notice {
    /// A no was recorded.
    DENIED(
        200,
        "You denied",
        "Your no and your reason are recorded. The request is over and no access opens.",
        "You are done. The requester can ask again, for less or with a better reason."),
    /// A review was recorded.
    REVIEWED(
        200,
        "You reviewed",
        "Your verdict and your remarks are recorded. The requester and the other owners get a mail.",
        "You are done. You can close this page."),
    /// A revocation was recorded.
    REVOKED(
        200,
        "You revoked the access",
        "Your revocation and your reason are recorded. The access ends within a minute, also for"
            + " credentials that were fetched before.",
        "You are done. The requester gets a mail with your name and your reason."),
    /// Too many wrong codes.
    LOCKED(
        403,
        "This link is locked",
        "Five wrong codes lock a link, and five wrong codes were typed in. Nothing was decided.",
        "Another approver can still answer, or the requester can ask again. If the wrong codes were"
            + " not yours, tell the people who run Hallpass: another person has your link."),
    /// This approver has answered.
    USED(
        410,
        "You have answered already",
        "A link takes one answer, and yours is recorded.",
        "You are done. If you did not answer, tell the people who run Hallpass at once."),
    /// Others have settled it.
    OVERTAKEN(
        410,
        "This is already decided",
        "Others answered or reviewed the request, or the requester took it back, or it is over. So"
            + " your answer is not needed.",
        "You need not do anything. You can close this page."),
    /// This person said yes at another level.
    APPROVED_ELSEWHERE(
        403,
        "You have said yes at another level",
        "Nobody says yes twice to one request. Your yes at the other level counts. Nothing was decided"
            + " here.",
        "Another approver of this level must answer. You need not do anything."),
    /// The level that comes later needs this person.
    NEEDED_ELSEWHERE(
        403,
        "Your yes is needed at another level",
        "Nobody says yes twice to one request, and without you another level has too few approvers."
            + " Nothing was decided.",
        "Leave this level to its other approvers: Hallpass asks you at the other level. You can still"
            + " deny."),
    /// A newer mail asks the same.
    SUPERSEDED(
        410,
        "There is a newer mail",
        "Hallpass asked you again. Only the link and the code of the newest mail count. This link"
            + " decided nothing.",
        "Open the link in the newest mail about this request."),
    /// Others answer in this person's place.
    RELIEVED(
        410,
        "Others have taken over",
        "Your time to answer is over, and other approvers answer in your place.",
        "You need not do anything. You can close this page."),
    /// A yes by link does not count here.
    PROOF_DEMANDED(
        403,
        "This needs a proof of who you are",
        "A yes to this request must be signed with your own AWS credentials, with a proof. Nothing was decided.",
        "Open the link in your mail again: the page shows the signed call of the API that approves."
            + " You can still deny by link."),
    /// An admin blocked this person.
    BLOCKED(
        403,
        "You are blocked",
        "An admin has blocked you, so your yes does not count. Nothing was decided.",
        "Ask an admin of Hallpass to unblock you, or leave the request to its other approvers. You can"
            + " still deny."),
    /// The time to answer is over.
    EXPIRED(
        410,
        "This link has expired",
        "The time to answer is over. This link decided nothing.",
        "If the access is still needed, the requester must ask again. You will then get a new mail."),
    /// The request now stands for another policy than the one in the mail.
    POLICY_DIFFERS(
        410,
        "This link is about another policy",
        "The request has another policy than the one in your mail, so Hallpass takes no answer.",
        "Do not try again. Tell the people who run Hallpass: this should not happen."),
    /// No grant has this link, or another grant has it.
    UNKNOWN(
        404,
        "This link is not known",
        "Hallpass has sent no such link for this grant. Perhaps a part of the link is missing.",
        "Open the link in your mail again, or copy the whole of it. If that does not help, the"
            + " requester must ask again."),
    /// A form that our pages do not send.
    INCOMPLETE(
        422,
        "The form is not complete",
        "A field of the form is missing. Nothing was decided.",
        "Go back. Fill in the code from your mail and the other fields, then choose your answer."),
    /// Something that Hallpass needs does not answer.
    UNAVAILABLE(
        503,
        "Hallpass cannot answer right now",
        "A part of AWS did not answer, so Hallpass does not know whether your answer is recorded.",
        "Open the link in your mail again in a minute. It shows whether you have answered."),
    /// The ledger's entries do not verify.
    BROKEN(
        500,
        "The record cannot be trusted",
        "The ledger's entries of this grant do not verify, so Hallpass decides nothing on them.",
        "Tell the people who run Hallpass. Do not try again until they say so.");

    private final int status;
    private final String title;
    private final String meaning;
    private final String nextStep;

    Plain(int status, String title, String meaning, String nextStep) {
      this.status = status;
      this.title = title;
      this.meaning = meaning;
      this.nextStep = nextStep;
    }

    @Override
    public String title() {
      return title;
    }

    @Override
    public String meaning(Times times) {
      return meaning;
    }

    @Override
    public String nextStep() {
      return nextStep;
    }

    @Override
    public int status() {
      return status;
    }
  }
}
