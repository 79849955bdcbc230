package dev.hallpass.handlers.view;

import dev.hallpass.approval.Level;
import dev.hallpass.grant.Dossier;
import java.time.Instant;
import java.util.Optional;

/// A page that says what became of a link or an answer, and what to do next. Goes out with
/// [PageHeaders].
public sealed interface Notice {

  /// What it is, in a few words.
  String title();

  /// What that means.
  String meaning();

  /// What to do.
  String nextStep();

  /// The HTTP status that says the same.
  int status();

  /// The page.
  default String html() {
    return Rendering.html(
        (output, interceptor) -> JteNoticePageGenerated.render(output, interceptor, this));
  }

  /// A yes was recorded.
  ///
  /// @param missing how many more must say yes at this level
  /// @param lastLevel whether no other level comes after this one
  /// @param opensAt when the access opens once nobody is missing; empty if at once
  record Approved(int missing, boolean lastLevel, Optional<Instant> opensAt) implements Notice {

    /// The notice after a yes at a level.
    ///
    /// @param dossier with that yes in it
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
    public String meaning() {
      String recorded = "Your yes is recorded. ";
      if (missing > 0) {
        return recorded
            + HumanReadable.count(missing, "more approver")
            + " must say yes before access opens.";
      }
      return recorded
          + (lastLevel
              ? "It was the last one needed: access opens %s and ends by itself."
                  .formatted(HumanReadable.opening(opensAt))
              : "It was the last one needed at this level; the next approvers are asked now.");
    }

    @Override
    public String nextStep() {
      return "There is nothing more for you to do. Should the access have to end early, open the link"
          + " in your mail again: as long as the access is open, it revokes it.";
    }

    @Override
    public int status() {
      return 200;
    }
  }

  /// AWS refuses what the page or the answer needs, and goes on refusing it.
  ///
  /// @param why in a few words
  /// @param call its id
  record Hindered(String why, String call) implements Notice {

    @Override
    public String title() {
      return "Hallpass cannot do this";
    }

    @Override
    public String meaning() {
      return why + ". Nothing was decided.";
    }

    @Override
    public String nextStep() {
      return "Tell the people who run Hallpass, and give them the id of this call: %s. Trying again"
              .formatted(call)
          + " does not help until they have mended it.";
    }

    @Override
    public int status() {
      return 500;
    }
  }

  /// The notices that are always the same. Those about links tell nothing about any grant.
  enum Plain implements Notice {
    /// A no was recorded.
    DENIED(
        200,
        "You denied",
        "Your no and your reason are recorded. The request is over and no access opens.",
        "There is nothing more for you to do. The requester can ask again, for less or with a better"
            + " reason."),
    /// A review was recorded.
    REVIEWED(
        200,
        "You reviewed",
        "Your verdict and your remarks are recorded. The requester and the other owners are told.",
        "There is nothing more for you to do. You can close this page."),
    /// A revocation was recorded.
    REVOKED(
        200,
        "You revoked the access",
        "Your revocation and your reason are recorded. The access ends within a minute, also for"
            + " credentials that were fetched before.",
        "There is nothing more for you to do. The requester is told that it was you, and why."),
    /// Too many wrong codes.
    LOCKED(
        403,
        "This link is locked",
        "A wrong code was typed in five times, so this link takes no more answers. Nothing was"
            + " decided.",
        "If it was not you, tell the people who run Hallpass: somebody else has your link. Another"
            + " approver can still answer, or the requester can ask again."),
    /// This approver has answered.
    USED(
        410,
        "You have answered already",
        "A link is good for one answer, and yours is recorded.",
        "There is nothing more for you to do. If you did not answer, tell the people who run Hallpass"
            + " at once."),
    /// Others have settled it.
    OVERTAKEN(
        410,
        "This is already decided",
        "The request was answered or reviewed by others, taken back or is over, so your answer is not"
            + " needed.",
        "There is nothing more for you to do. You can close this page."),
    /// A newer mail asks the same.
    SUPERSEDED(
        410,
        "There is a newer mail",
        "You were asked again, and only the link and the code of the newest mail are taken. Nothing"
            + " was decided by this one.",
        "Open the link in the newest mail about this request."),
    /// Others answer in this person's place.
    RELIEVED(
        410,
        "Others have taken over",
        "The time in which you were to answer is over, and other approvers answer in your place.",
        "There is nothing more for you to do. You can close this page."),
    /// A yes by link does not count here.
    SIGNATURE_DEMANDED(
        403,
        "This needs your signature",
        "A yes to this request must be signed with your own AWS credentials. Nothing was decided.",
        "Open the link in your mail again: the page shows the signed call of the API that approves."
            + " You can still deny by link."),
    /// The time to answer is over.
    EXPIRED(
        410,
        "This link has expired",
        "The time to answer is over and nothing was decided by this link.",
        "If the access is still needed, the requester has to ask again. You will get a new mail."),
    /// The request now stands for another policy than the one in the mail.
    POLICY_DIFFERS(
        410,
        "This link is about another policy",
        "The policy is not the one that your mail spoke of, so your answer cannot be taken.",
        "Do not answer. Tell the people who run Hallpass: this should not happen."),
    /// No such link, or none of this grant's.
    UNKNOWN(
        404,
        "This link is not known",
        "It leads to nothing here. Perhaps a part of it was lost on the way.",
        "Open the link in your mail again, or copy the whole of it. If that does not help, the"
            + " requester has to ask again."),
    /// A form that no browser of ours sends.
    INCOMPLETE(
        422,
        "The form is not complete",
        "Something that the form asks for did not arrive. Nothing was decided.",
        "Go back, fill in the code from your mail and what else the form asks for, then choose your"
            + " answer."),
    /// Something that Hallpass needs does not answer.
    UNAVAILABLE(
        503,
        "Hallpass cannot answer right now",
        "It could not be told whether your answer was recorded.",
        "Open the link in your mail again in a minute. It shows whether you have answered."),
    /// What is recorded is not what was written.
    BROKEN(
        500,
        "The record cannot be trusted",
        "The ledger does not verify, so Hallpass decides nothing on it.",
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
    public String meaning() {
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
