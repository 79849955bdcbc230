package dev.hallpass.handlers.api;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;

/// What happened, in a sentence for people.
public final class Sentences {

  private Sentences() {}

  /// The sentence for an event.
  public static String of(GrantEvent event) {
    return switch (event) {
      case GrantEvent.Requested e ->
          "%s asked for %s for %s%s%s"
              .formatted(
                  e.requester(),
                  e.entitlement(),
                  e.duration(),
                  e.startsAt().map(start -> ", from %s on".formatted(start)).orElse(""),
                  e.extensionOf().map(open -> ", to follow on %s".formatted(open)).orElse(""));
      case GrantEvent.DoorbellHung _ -> "the workflow waits";
      case GrantEvent.ApprovalSought e ->
          "%s is %s, to answer by %s"
              .formatted(e.approver(), e.reminder() ? "reminded" : "asked", e.answerBy());
      case GrantEvent.Escalated e ->
          switch (e.trigger()) {
            case TIME_PASSED -> "others are asked, because the answers are late";
            case QUORUM_OUT_OF_REACH -> "others are asked, because too few can answer";
          };
      case GrantEvent.MailSent e -> "the mail to %s was taken".formatted(e.to());
      case GrantEvent.MailBounced e -> "a mail to %s came back".formatted(e.to());
      case GrantEvent.Notified e -> "%s was told of entry %d".formatted(e.to(), e.about());
      case GrantEvent.CodeRefused _ -> "a link was used with a wrong code";
      case GrantEvent.Approved e ->
          "%s approved%s%s"
              .formatted(
                  e.approver(),
                  by(e.channel()),
                  e.shortenedTo().map(time -> ", for %s at the most".formatted(time)).orElse(""));
      case GrantEvent.ApprovedByRule e ->
          "approved without a person, by the rule %s".formatted(e.rule());
      case GrantEvent.Denied e ->
          "%s denied%s: %s".formatted(e.approver(), by(e.channel()), e.reason());
      case GrantEvent.Lapsed _ -> "nobody answered in time";
      case GrantEvent.Cancelled e -> "%s took the request back".formatted(e.requester());
      case GrantEvent.PolicyPlanned e ->
          "the policy is about to be made; it ends at %s".formatted(e.expiresAt());
      case GrantEvent.Activated _ -> "the policy was made: the access is open";
      case GrantEvent.CredentialsPlanned e ->
          "%s asked for credentials, session %s".formatted(e.requester(), e.session());
      case GrantEvent.CredentialsIssued e ->
          "%s got credentials until %s".formatted(e.requester(), e.expiresAt());
      case GrantEvent.EndNeared _ -> "the end is near; the requester is told";
      case GrantEvent.Ended e ->
          switch (e.cause()) {
            case EXPIRED -> "the time is up: the access is over";
            case NOTHING_TO_EXTEND ->
                "it was to follow on access that did not last until its end, so it does not begin";
            case DRIFTED -> "somebody changed the policy: the access is over";
          };
      case GrantEvent.Returned e ->
          "%s returned the access: %s".formatted(e.requester(), e.reason());
      case GrantEvent.Revoked e ->
          "%s revoked the access%s: %s".formatted(e.revoker(), by(e.channel()), e.reason());
      case GrantEvent.SessionsDenied e ->
          "its sessions are denied everything until %s, when the last of them is over"
              .formatted(e.until());
      case GrantEvent.SessionDenialRemoved _ ->
          "no session lives any more, and none is denied any more";
      case GrantEvent.PolicyDeleted e ->
          e.ender()
              .map(by -> "the policy is gone, removed by " + by(by))
              .orElse("the policy is gone");
      case GrantEvent.LateRecord e ->
          "the policy was gone before its end was recorded, as %s found: the ledger had not answered"
              .formatted(by(e.ender()));
      case GrantEvent.DriftFound e ->
          switch (e.drift()) {
            case GRANT_UNKNOWN -> "a policy was found of a grant that nobody asked for";
            case NOT_ANNOUNCED -> "a policy was found that had not been announced";
            case OTHER_DOCUMENT -> "the policy was found to read otherwise than it was approved";
            case ATTACHED -> "the policy was found attached to somebody";
          };
      case GrantEvent.ReviewSought e ->
          "%s is asked for a review by %s".formatted(e.reviewer(), e.answerBy());
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
      case GrantEvent.Failed e -> "%s failed for good; the grant is given up".formatted(e.step());
    };
  }

  /// Who ended it, such as `the workflow`.
  static String by(Ender ender) {
    return switch (ender) {
      case DATE -> "the date in the policy";
      case WORKFLOW -> "the workflow";
      case STOP -> "the reaper, as the workflow had stopped";
      case REAPER -> "the reaper";
    };
  }

  private static String by(Channel channel) {
    return switch (channel) {
      case LINK -> " by the mailed link and code";
      case SIGNED -> " by a signed request";
    };
  }
}
