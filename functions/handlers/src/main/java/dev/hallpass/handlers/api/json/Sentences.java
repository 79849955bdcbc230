package dev.hallpass.handlers.api.json;

import static java.util.stream.Collectors.joining;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.policy.Shell;
import java.util.List;

/// Sentences for people about the events of a grant.
public final class Sentences {

  private Sentences() {}

  /// The sentence for an event.
  public static String of(GrantEvent event) {
    return switch (event) {
      case GrantEvent.Requested e ->
          "%s requested %s for %s%s%s"
              .formatted(
                  e.requester(),
                  e.entitlement(),
                  e.duration(),
                  e.startsAt().map(start -> ", from %s on".formatted(start)).orElse(""),
                  e.extensionOf()
                      .map(open -> ", as an extension of %s".formatted(open))
                      .orElse(""));
      case GrantEvent.DoorbellHung _ -> "the workflow waits for answers or for the end";
      case GrantEvent.ApprovalSought e ->
          "%s is %s to answer by %s"
              .formatted(e.approver(), e.reminder() ? "reminded" : "asked", e.answerBy());
      case GrantEvent.Escalated e ->
          switch (e.trigger()) {
            case TIME_PASSED -> "other approvers are asked, because answers are late";
            case QUORUM_OUT_OF_REACH -> "other approvers are asked, because too few can answer";
          };
      case GrantEvent.MailSent e -> "the mail service took a mail to %s".formatted(e.to());
      case GrantEvent.MailHeld e ->
          e.isRefused()
              ? "the mail service did not take the mail to %s; Hallpass tries again at %s, and a signed yes counts meanwhile"
                  .formatted(e.to(), e.until())
              : "the mail to %s waits until %s, because %s got too many within an hour"
                  .formatted(e.to(), e.until(), e.to());
      case GrantEvent.MailBounced e -> "a mail to %s came back".formatted(e.to());
      case GrantEvent.CodeRefused _ -> "a link was used with a wrong code";
      case GrantEvent.Approved e ->
          "%s approved%s%s"
              .formatted(
                  e.approver(),
                  by(e.channel()),
                  e.shortenedTo().map(time -> ", for at most %s".formatted(time)).orElse(""));
      case GrantEvent.Withdrawn e ->
          "%s took their yes back%s".formatted(e.approver(), by(e.channel()));
      case GrantEvent.ApprovedByRule e ->
          "the rule %s of the catalogue approved, without a person".formatted(e.rule());
      case GrantEvent.Denied e ->
          "%s denied%s: %s".formatted(e.approver(), by(e.channel()), e.reason());
      case GrantEvent.Lapsed _ -> "nobody answered in time";
      case GrantEvent.Cancelled e -> "%s took the request back".formatted(e.requester());
      case GrantEvent.PolicyPlanned e ->
          "Hallpass is about to create the policy, which ends at %s".formatted(e.expiresAt());
      case GrantEvent.Activated _ -> "the policy exists: the access is open";
      case GrantEvent.CredentialsPlanned e ->
          "%s asked for credentials, session %s".formatted(e.requester(), e.session());
      case GrantEvent.CredentialsIssued e ->
          "%s got credentials until %s".formatted(e.requester(), e.expiresAt());
      case GrantEvent.EndNeared _ -> "the end is near; the requester gets a mail";
      case GrantEvent.Ended e ->
          switch (e.cause()) {
            case EXPIRED -> "the time is up: the access is over";
            case NOTHING_TO_EXTEND ->
                "the access that it extends ended early, so the extension does not begin";
            case DRIFTED ->
                "the policy was changed or deleted outside Hallpass: the access is over";
          };
      case GrantEvent.Returned e ->
          "%s returned the access: %s".formatted(e.requester(), e.reason());
      case GrantEvent.Revoked e ->
          "%s revoked the access%s: %s".formatted(e.revoker(), by(e.channel()), e.reason());
      case GrantEvent.SessionsDenied e ->
          "its sessions are denied everything until %s, when the last of them is over"
              .formatted(e.until());
      case GrantEvent.SessionDenialRemoved _ ->
          "its last session is over, so the denial of its sessions is removed";
      case GrantEvent.ShellsFound e ->
          e.shells().isEmpty()
              ? "no shell is open that its sessions opened"
              : "shells that its sessions opened are still open and are about to be terminated: "
                  + shells(e.shells());
      case GrantEvent.ShellsTerminated e -> "shells are terminated: " + shells(e.shells());
      case GrantEvent.ShellsOver _ ->
          "no session lives any more that could open a shell, and no shell is open";
      case GrantEvent.PolicyDeleted e ->
          e.ender().map(by -> by(by) + " deleted the policy").orElse("the policy is deleted");
      case GrantEvent.LateRecord e ->
          "the policy was deleted before the end was recorded, because the ledger did not answer; %s recorded it late"
              .formatted(by(e.ender()));
      case GrantEvent.DriftFound e ->
          switch (e.drift()) {
            case GRANT_UNKNOWN -> "Hallpass found a policy for a grant that nobody requested";
            case NOT_ANNOUNCED -> "Hallpass found a policy without an entry that announces it";
            case OTHER_DOCUMENT -> "Hallpass found that the policy is not the approved one";
            case ATTACHED -> "Hallpass found the policy attached to a principal";
            case MISSING -> "Hallpass found that the policy was deleted by others";
          };
      case GrantEvent.ReviewSought e ->
          "%s is asked to review it by %s".formatted(e.reviewer(), e.answerBy());
      case GrantEvent.Reviewed e ->
          "%s found it %s%s: %s"
              .formatted(
                  e.reviewer(),
                  switch (e.verdict()) {
                    case JUSTIFIED -> "justified";
                    case NOT_JUSTIFIED -> "not justified";
                  },
                  by(e.channel()),
                  e.remarks());
      case GrantEvent.Refused e ->
          "Hallpass refused the access: %s".formatted(Texts.english().doubt(e.doubt()));
      case GrantEvent.Failed e ->
          "the step %s failed for good, so the grant is over".formatted(e.step());
    };
  }

  /// The part of Hallpass that ended it, such as `the workflow`.
  static String by(Ender ender) {
    return switch (ender) {
      case DATE -> "the date in the policy";
      case WORKFLOW -> "the workflow";
      case STOP -> "the reaper (the workflow had stopped)";
      case REAPER -> "the reaper";
    };
  }

  private static String shells(List<Shell> shells) {
    return shells.stream().map(Shell::toString).collect(joining(", "));
  }

  private static String by(Channel channel) {
    return switch (channel) {
      case LINK -> " by the mailed link and code";
      case SIGNED -> " by a signed request";
      case PROVED -> " by a signed request with a proof";
    };
  }
}
