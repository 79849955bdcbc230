package dev.hallpass.handlers.view;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Cause;
import dev.hallpass.grant.GrantEvent.Denied;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.grant.GrantEvent.Revoked;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one person is told of a grant, without being asked for anything.
///
/// @param lead what it is, in a few words
/// @param heading the same as a sentence
/// @param says what that means
/// @param speaker whose words are quoted; empty if nobody's
/// @param quoted those words, as they were written
/// @param calls what to type in
/// @param next what to do
public record Notification(
    String lead,
    String heading,
    List<String> says,
    String speaker,
    String quoted,
    List<Call> calls,
    String next) {

  private static final String NOTHING_TO_DO = "There is nothing for you to do.";
  private static final String ASK_AGAIN =
      "If you still need the access, ask again, for less or with a better reason.";

  /// Something to type in.
  ///
  /// @param purpose what it is for, ending in a colon
  record Call(String purpose, String command) {}

  public Notification {
    says = List.copyOf(says);
    calls = List.copyOf(calls);
  }

  private static Notification of(String lead, String heading, String says, String next) {
    return new Notification(lead, heading, List.of(says), "", "", List.of(), next);
  }

  private Notification quoting(Person person, String words) {
    return new Notification(lead, heading, says, person.email(), words, calls, next);
  }

  /// To an owner: the access opens without anybody having been asked.
  public static Notification brokenGlass(Person requester) {
    return of(
        "Broken glass",
        requester + " broke the glass",
        "The access opens at once, without anybody having been asked. When it is over, you are asked"
            + " to review it.",
        "If this should not be, tell the people who run Hallpass at once.");
  }

  /// To the requester: a level said yes.
  ///
  /// @param isLast whether no other level comes after it
  /// @param opensAt when the access opens; empty if at once
  public static Notification approved(
      Approved yes, boolean isLast, Optional<Instant> opensAt, Times times) {
    String shorter =
        yes.shortenedTo()
            .map(time -> " They allow %s at the most.".formatted(HumanReadable.duration(time)))
            .orElse("");
    return of(
        "Approved",
        yes.approver() + " approved",
        (isLast
                ? "It was the last yes needed: the access opens %s."
                    .formatted(times.opening(opensAt))
                : "It was the last yes needed at this level; the next approvers are asked now.")
            + shorter,
        isLast ? "You get a mail when it is open." : NOTHING_TO_DO);
  }

  /// To the requester: a yes does not count any more.
  public static Notification withdrawn(Person approver) {
    return of(
        "Taken back",
        approver + " took their yes back",
        "The level needs another yes before access can open. If its time to answer is over, the"
            + " request is over too.",
        "If you still need the access, ask %s why.".formatted(approver));
  }

  /// To somebody who was asked: their answer counts again.
  public static Notification neededAgain(Person approver) {
    return of(
        "Needed again",
        approver + " took their yes back",
        "So the request waits for another answer.",
        "To answer, open the link in the newest mail that asked you, if its time is not over.");
  }

  /// To the requester: a rule said yes.
  ///
  /// @param opensAt when the access opens; empty if at once
  public static Notification approvedByRule(String rule, Optional<Instant> opensAt, Times times) {
    return of(
        "Approved",
        "Approved without a person",
        "The rule %s of the catalogue approved it: the access opens %s."
            .formatted(Untrusted.unlinked(Untrusted.line(rule)), times.opening(opensAt)),
        "You get a mail when it is open.");
  }

  /// To the requester: somebody said no.
  public static Notification denied(Denied no) {
    return of(
            "Denied",
            no.approver() + " denied",
            "The request is over and no access opens.",
            ASK_AGAIN)
        .quoting(no.approver(), no.reason());
  }

  /// To somebody who was asked: others were faster.
  public static Notification decided(Person by, boolean isYes) {
    return of(
        "Already decided",
        "Already decided by " + by,
        "%s said %s, so your answer is not needed and your link takes none."
            .formatted(by, isYes ? "yes" : "no"),
        NOTHING_TO_DO);
  }

  /// To somebody who answered by link: what was recorded.
  public static Notification receipt(String answer) {
    return of(
        "Recorded",
        "Your %s was recorded".formatted(answer),
        "It was given with the link and the code of a mail to you.",
        "If it was not you, tell the people who run Hallpass at once: somebody else has your mail.");
  }

  /// To the requester: nobody answered.
  public static Notification lapsed() {
    return of(
        "Not answered in time",
        "Nobody answered in time",
        "The time to answer is over, so the request is over too and no access opens.",
        "If you still need the access, ask again; perhaps tell the approvers beforehand.");
  }

  /// To somebody who was asked: the question is gone.
  public static Notification takenBack(Person requester) {
    return of(
        "Taken back",
        requester + " took the request back",
        "Your answer is not needed and your link takes none.",
        NOTHING_TO_DO);
  }

  /// To somebody who was asked: others answer instead.
  public static Notification relieved(List<Person> others) {
    return of(
        "Others have taken over",
        "Others answer in your place",
        "Answers were late or could not come, so now %s asked instead, and your link takes none."
            .formatted(
                String.join(", ", others.stream().map(Person::email).toList())
                    + (others.size() == 1 ? " is" : " are")),
        NOTHING_TO_DO);
  }

  /// To the requester: the access is open, and who approved it.
  public static Notification opened(
      GrantId grant, Dossier dossier, Instant until, Instant now, Times times) {
    return new Notification(
        "Access is open",
        "Your access is open",
        Stream.concat(
                approval(dossier),
                Stream.of("It ends by itself at %s.".formatted(times.timeFrom(now, until))))
            .toList(),
        "",
        "",
        List.of(
            new Call(
                "Run a program with it, such as aws s3 ls:",
                CommandLines.of("run", grant, "-- PROGRAM")),
            new Call("Open the AWS console with it:", CommandLines.of("console", grant)),
            new Call(
                "Give the access back when you are done before its end:",
                CommandLines.of("return", grant)),
            extending(grant)),
        "Use it for what you asked it for. What is done with it is recorded under your name.");
  }

  /// Who approved, and for how long; nothing if the glass was broken.
  private static Stream<String> approval(Dossier dossier) {
    List<Approved> yeses = dossier.answers().approvals();
    if (!yeses.isEmpty()) {
      String people = String.join(", ", yeses.stream().map(yes -> yes.approver().email()).toList());
      String shorter =
          dossier.duration().equals(dossier.request().duration())
              ? ""
              : ", for %s at the most".formatted(HumanReadable.duration(dossier.duration()));
      return Stream.of("Approved by %s%s.".formatted(people, shorter));
    }
    return dossier.request().plan() instanceof ApprovalPlan.ByRule
        ? dossier.answers().ruling().stream()
            .map(ruling ->
                "The rule %s of the catalogue approved it."
                    .formatted(Untrusted.unlinked(Untrusted.line(ruling.rule()))))
        : Stream.empty();
  }

  /// To the requester: the access is over soon.
  public static Notification endNear(GrantId grant, Instant until, Instant now, Times times) {
    return new Notification(
        "Access ends soon",
        "Your access ends soon",
        List.of(
            "It ends by itself at %s, also in the midst of what you do."
                .formatted(times.timeFrom(now, until))),
        "",
        "",
        List.of(extending(grant)),
        "Come to an end, or ask for more time now: it has to be approved before the end.");
  }

  private static Call extending(GrantId grant) {
    return new Call(
        "Ask for more time before the end, if you need it. It is decided on anew, and programs of hallpass"
            + " go on with it:",
        CommandLines.of("extend", grant, "--for 30m"));
  }

  /// To the requester: the access is over.
  public static Notification ended(Cause cause) {
    return switch (cause) {
      case EXPIRED -> over("Its time is up.");
      case DRIFTED ->
          over(
              "A person or a program other than Hallpass changed or deleted the policy of this grant,"
                  + " so that it was no longer what was approved. The people who run Hallpass have"
                  + " an alarm about it.");
      case NOTHING_TO_EXTEND ->
          of(
              "Access does not go on",
              "Your access does not go on",
              "What this was to extend was returned or taken away before its end.",
              "If you need it again, ask again.");
    };
  }

  private static Notification over(String why) {
    return of("Access is over", "Your access is over", why, "If you need it again, ask again.");
  }

  /// To the requester: somebody took the access away.
  public static Notification revoked(Revoked by) {
    return of(
            "Access was revoked",
            by.revoker() + " revoked your access",
            "It is over before its time; credentials that you hold are of no use any more.",
            "Talk to them before you ask again.")
        .quoting(by.revoker(), by.reason());
  }

  /// To the requester: Hallpass does not believe that the access is approved as it stands.
  public static Notification refused(Doubt doubt) {
    return of(
        "Access refused",
        "Hallpass refused your access",
        "The reason: %s.".formatted(HumanReadable.doubt(doubt)),
        "If you still need it, ask again. Nobody can open this request any more.");
  }

  /// To the requester: the access could not be opened.
  public static Notification failed() {
    return of(
        "Access did not open",
        "Your access could not be opened",
        "Hallpass tried and failed, and has given the request up.",
        "Tell the people who run Hallpass, and ask again later.");
  }

  /// To the requester and the other owners: an owner reviewed the access.
  public static Notification reviewed(Reviewed review) {
    return of(
            "Reviewed",
            "%s reviewed the access".formatted(review.reviewer()),
            "They found it %s.".formatted(verdict(review.verdict())),
            NOTHING_TO_DO)
        .quoting(review.reviewer(), review.remarks());
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case JUSTIFIED -> "justified";
      case NOT_JUSTIFIED -> "not justified";
    };
  }
}
