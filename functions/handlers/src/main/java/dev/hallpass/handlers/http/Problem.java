package dev.hallpass.handlers.http;

import dev.hallpass.access.Obstacle;
import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.Directory.Why;
import dev.hallpass.catalog.people.Identified.CutName;
import dev.hallpass.catalog.people.Identified.ListAddress;
import dev.hallpass.catalog.people.Identified.NoAddress;
import dev.hallpass.catalog.people.Identified.OtherAccount;
import dev.hallpass.catalog.people.Identified.OtherIdentity;
import dev.hallpass.catalog.people.Identified.Stranger;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantRules;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.CallerArn;
import dev.hallpass.identity.CallerProofs.Flaw;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.EarlierGrants;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A problem document (source: RFC 9457): why a call was refused, and what to do next.
///
/// @param name the stable end of its `type`
/// @param detail the rule, and what to do next
/// @param call the id of the call, which is also in the log; empty if nothing failed
public record Problem(
    String name,
    int status,
    String title,
    String detail,
    List<Mistake> mistakes,
    Optional<String> call) {

  /// A mistake in one member of the body.
  public record Mistake(String member, String says) {}

  public Problem {
    mistakes = List.copyOf(mistakes);
  }

  public Problem(String name, int status, String title, String detail) {
    this(name, status, title, detail, List.of(), Optional.empty());
  }

  String type() {
    return "urn:hallpass:problem:" + name;
  }

  /// The problem as JSON (source: RFC 9457).
  public ObjectNode tree() {
    ObjectNode tree =
        Json.object()
            .put("type", type())
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    if (!mistakes.isEmpty()) {
      var list = tree.putArray("mistakes");
      mistakes.forEach(
          mistake -> list.addObject().put("member", mistake.member()).put("says", mistake.says()));
    }
    call.ifPresent(id -> tree.put("call", id));
    return tree;
  }

  public static Problem malformed(String detail) {
    return new Problem("malformed", 400, "The call cannot be read", detail);
  }

  public static Problem mistakes(List<Mistake> mistakes) {
    return new Problem(
        "mistakes",
        400,
        "The request has mistakes",
        "Correct each member that is listed in mistakes, and send the request again. Nothing was"
            + " recorded.",
        mistakes,
        Optional.empty());
  }

  static Problem contentType(String expected) {
    return new Problem(
        "content-type",
        415,
        "The body has another content type than this call reads",
        "Send the body as %s, and name that type in the header Content-Type.".formatted(expected));
  }

  static Problem tooLarge(int length, int most) {
    return new Problem(
        "too-large",
        413,
        "The body is too large",
        "The body has %d characters. Send at most %d.".formatted(length, most));
  }

  /// Nobody signed the call.
  static Problem noCaller() {
    return unknownCaller(
        "The call is not signed. Sign it with an identity that hallpass.yaml names.");
  }

  /// The settings take the caller for nobody.
  static Problem unknownCaller(Stranger stranger) {
    return unknownCaller(
        switch (stranger) {
          case OtherAccount(var account) ->
              ("Your credentials are of the account %s, and hallpass.yaml names no identity of it."
                      + " Sign in to an account that it names, or ask the people who run Hallpass"
                      + " to name an identity of this one.")
                  .formatted(account);
          case OtherIdentity(var identity) ->
              ("Your credentials are of %s, and hallpass.yaml names only other identities. Sign in"
                      + " with one that it names, or ask the people who run Hallpass to name this"
                      + " one.")
                  .formatted(identity);
          case CutName(var name) ->
              ("Your session has the name %s. It is as long as AWS lets a session name be, so its"
                      + " end may be missing, and two people could have it. Ask the people who run"
                      + " your directory for a user name of less than %d characters.")
                  .formatted(name, CallerArn.LONGEST_SESSION_NAME);
          case NoAddress(var name, var form) ->
              ("Your user name stands for %s, and it must be %s. Sign in with another user name, or"
                      + " ask the people who run Hallpass how hallpass.yaml can take this one.")
                  .formatted(name, form);
          case ListAddress(var address) ->
              ("Your user name stands for %s, which hallpass.yaml has as the address of a list. A"
                      + " list is nobody, because several people read it. Sign in with a user name"
                      + " of your own.")
                  .formatted(address);
        });
  }

  private static Problem unknownCaller(String detail) {
    return new Problem(
        "unknown-caller", 403, "Hallpass knows no person by these credentials", detail);
  }

  /// The path names no person.
  public static Problem notAPerson() {
    return new Problem(
        "not-a-person",
        400,
        "The path does not name a person",
        "Name one person by an e-mail address, such as /people/alice@example.com/block: at most 64"
            + " letters, digits and . _ + = - before and after the @. The address of a list names"
            + " nobody.");
  }

  /// The entries about a person contradict each other.
  public static Problem corruptPerson() {
    return new Problem(
        "corrupt-ledger",
        500,
        "The ledger's entries about this person do not verify",
        "So the person counts as blocked, and nobody can unblock them. Tell the people who run"
            + " Hallpass. The guide says what they can do.");
  }

  public static Problem proofMissing() {
    return new Problem(
        "proof-missing",
        403,
        "This call has no proof of its caller",
        "Each call to this Hallpass must prove who makes it. Send a proof in the header"
            + " Hallpass-Proof. The guide says how to make one.");
  }

  static Problem proofNotTaken(Flaw flaw) {
    return new Problem(
        "proof-not-taken",
        403,
        "The proof of the caller is not taken",
        "%s Make a new proof for this call, and send both again.".formatted(says(flaw)));
  }

  private static String says(Flaw flaw) {
    return switch (flaw) {
      case NOT_PRESIGNED ->
          "The header Hallpass-Proof must hold the whole address of a presigned call of STS.";
      case OTHER_ENDPOINT ->
          "The proof must call STS by https in the region of Hallpass, and nothing else.";
      case OTHER_ACTION -> "The proof must call the action GetCallerIdentity.";
      case OTHER_PARAMETERS ->
          "A parameter of the proof is missing, is there twice, or does not belong there.";
      case OTHER_SCOPE ->
          "The proof must be signed for STS in the region of Hallpass, on the day of its date.";
      case OTHER_HEADERS ->
          "The proof must have signed the headers of this call that the guide names, and no other.";
      case TOO_LONG -> "A proof can be good for at most five minutes.";
      case STALE -> "The time of the proof is over.";
      case EARLY -> "The time of the proof has not begun, so check that your clock is right.";
      case NOT_CONFIRMED ->
          "AWS does not confirm it: it was made for another call, policy, body or host, or it was"
              + " changed, or its credentials are over.";
      case OTHER_PERSON -> "Another person signed the proof than the call.";
    };
  }

  public static Problem unknownEntitlement() {
    return new Problem(
        "unknown-entitlement",
        404,
        "You can ask for no entitlement of this name",
        "Either the name is wrong, or the entitlement is not open to you. GET /entitlements lists"
            + " the names that you can use.");
  }

  /// The members of a group cannot be asked for a yes.
  public static Problem groupAsksNobody(Group group, Why why) {
    return new Problem(
        "group-asks-nobody",
        409,
        "A group that decides has nobody who can be asked",
        ("%s. Nothing was recorded. Tell the people who run Hallpass, who can correct the group in"
                + " %s or the entitlement.")
            .formatted(
                whyNobody(group, why),
                group instanceof DutyName ? "the duty table" : "Identity Center"));
  }

  private static String whyNobody(Group group, Why why) {
    return switch (why) {
      case UNKNOWN ->
          switch (group) {
            case GroupName name -> "Identity Center has no group of the name %s".formatted(name);
            case DutyName duty -> "The duty table has nobody on the duty %s".formatted(duty);
          };
      case EMPTY ->
          switch (group) {
            case GroupName name ->
                "The group %s has no member with %s as primary address"
                    .formatted(name, Person.FORM_WORDS);
            case DutyName duty ->
                "No item of the duty %s in the duty table has a time and the address of a person"
                    .formatted(duty);
          };
      case OVER -> "The time of everybody on %s is over".formatted(group.words());
      case TOO_LARGE ->
          "There are more than %d members of %s, and Hallpass asks at most so many"
              .formatted(Directory.MOST_MEMBERS, group.words());
    };
  }

  /// People would be asked for access that the account does not open.
  public static Problem accountOpensNothing(AccountId account, Obstacle obstacle) {
    return new Problem(
        "account-opens-nothing",
        409,
        "The account opens no access now",
        "%s Nobody was asked, and nothing was recorded. Tell the people who run Hallpass. Ask again some minutes after they have mended it."
            .formatted(inTheWay(account, obstacle)));
  }

  private static String inTheWay(AccountId account, Obstacle obstacle) {
    return switch (obstacle) {
      case NOT_LET_IN ->
          "AWS does not let Hallpass into the account %s: the account has left the organization or is suspended, or the stack of Hallpass is not there, or a control policy denies it."
              .formatted(account);
      case NO_ROOM ->
          "The account %s has as many managed policies as IAM lets it have, and each grant needs one while it is open."
              .formatted(account);
    };
  }

  static Problem unknownGrant() {
    return new Problem(
        "unknown-grant",
        404,
        "You can see no grant with this id",
        "Only the requester, the people who decide on a grant and the admins can see it. Check the"
            + " id in the path. GET /grants lists your grants.");
  }

  static Problem otherRequest() {
    return new Problem(
        "idempotency-key-reused",
        409,
        "This Idempotency-Key belongs to another request",
        "One key stands for one request. Send exactly the first body again to get its grant, or use"
            + " a new key for a new request.");
  }

  public static Problem tooManyRequests(int most) {
    return new Problem(
        "too-many-requests",
        429,
        "You have made too many requests within an hour",
        "One person can make %d requests within an hour; each account of a list counts."
                .formatted(most)
            + " Ask again later, or for fewer accounts. GET /grants lists your grants.");
  }

  public static Problem tooManyPending(int most) {
    return new Problem(
        "too-many-pending",
        429,
        "You have too many requests that are not open yet",
        "One person can have %d grants that wait for answers or for their start; each account of a"
                .formatted(most)
            + " list counts. Cancel one that you do not need any more, wait, or ask for fewer accounts."
            + " GET /grants lists your grants.");
  }

  public static Problem pendingNotCounted() {
    return new Problem(
        "pending-not-counted",
        429,
        "You have made too many requests to tell which are not open yet",
        "You have made more than %,d requests within %d days; each account of a list counts. Hallpass does not look at more"
                .formatted(EarlierGrants.MOST_COUNTED, EarlierGrants.PENDING.toDays())
            + " to count those that wait for answers or for their start. Ask again when the oldest are"
            + " %d days old, or let another person ask.".formatted(EarlierGrants.PENDING.toDays()));
  }

  public static Problem eventTooOld(Duration within) {
    return new Problem(
        "event-too-old",
        409,
        "The event is too old to ask for access",
        "An event asks within %d minutes after it was put, because what it is about may be over."
                .formatted(within.toMinutes())
            + " If the access is still needed, put a new event.");
  }

  public static Problem eventInTheFuture(Duration within) {
    return new Problem(
        "event-in-the-future",
        409,
        "The event has a time in the future",
        "An event may be %d minutes ahead of the clock at the most, because what has a later time could ask again and again."
                .formatted(within.toMinutes())
            + " Put it without a time, so that EventBridge sets it, or correct the clock.");
  }

  public static Problem notVisibleYet() {
    return new Problem(
        "not-visible-yet",
        503,
        "AWS does not see the new policy everywhere yet",
        "A new policy needs some seconds to reach all of AWS. Repeat the call after that. If it"
            + " still fails after five minutes, tell the people who run Hallpass.");
  }

  static Problem outcomeUnknown() {
    return new Problem(
        "outcome-unknown",
        503,
        "A part of AWS did not answer",
        "Hallpass does not know whether the call was recorded. Repeat it in some seconds; repeat a"
            + " request with the same Idempotency-Key.");
  }

  /// A refusal by AWS that a repeated call would get again.
  ///
  /// @param call its id
  static Problem refused(AwsRefusal refusal, String call) {
    String detail =
        "Repeating the call does not help. %s Tell the people who run Hallpass the id of this call,"
                .formatted(remedy(refusal))
            + " which is also in their logs: %s.".formatted(call);
    return refusal.isDenial()
        ? new Problem(
            "permission-missing",
            500,
            "Hallpass lacks a permission in AWS",
            detail,
            List.of(),
            Optional.of(call))
        : new Problem(
            "refused-by-aws",
            500,
            "AWS refuses what this call needs",
            detail,
            List.of(),
            Optional.of(call));
  }

  /// What people must do about a refusal by AWS.
  private static String remedy(AwsRefusal refusal) {
    if (refusal.isDenial()) {
      return "A role lacks a permission or is not there, or a control policy of the organization"
          + " denies it; their log names the action.";
    }
    return switch (refusal.code()) {
      case "RegionDisabledException" ->
          "An administrator of the account must enable STS in the region of Hallpass.";
      case "PackedPolicyTooLarge", "PackedPolicyTooLargeException" ->
          "The entitlement has more policies than AWS takes for one session; the people who keep the"
              + " catalogue must give it fewer managed policies.";
      case "ExpiredToken", "ExpiredTokenException" ->
          "Hallpass's own credentials are over; AWS renews them when it starts the function anew.";
      case "LimitExceeded" -> "The account has reached a quota of IAM.";
      default -> "Their log has AWS's code.";
    };
  }

  /// The entries of a grant are no authority.
  public static Problem refused(Doubt doubt) {
    return new Problem(
        "refused",
        409,
        "Hallpass refuses this access",
        "The reason: %s. If you still need the access, make a new request."
            .formatted(Texts.english().doubt(doubt)));
  }

  static Problem contended() {
    return new Problem(
        "contended",
        503,
        "Other calls write to this grant at the same time",
        "Only one call at a time can write to a grant, and others were faster. Repeat the call in a"
            + " second.");
  }

  /// The entries of a grant contradict each other.
  ///
  /// @param isEnding whether its workflow was woken to end it now
  public static Problem corruptLedger(boolean isEnding) {
    return new Problem(
        "corrupt-ledger",
        500,
        "The ledger's entries of this grant do not verify",
        isEnding
            ? "Hallpass opens no access on them. Its workflow was woken to end open access now. If it"
                + " does not, the clean-up does within half an hour. No entry says so. Tell the people"
                + " who run Hallpass."
            : "Hallpass opens no access on them. It ends open access within half an hour, and no"
                + " entry says so. To end it now, revoke or return the grant. Tell the people who"
                + " run Hallpass.");
  }

  /// The problem for a broken rule.
  public static Problem of(Rule rule) {
    String name = rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (rule) {
      case APPROVER_IS_REQUESTER ->
          new Problem(
              name,
              403,
              "Nobody approves their own request",
              "You requested this grant. Another approver of it must answer; GET the grant to see"
                  + " them in its approval.");
      case NOT_AN_APPROVER ->
          new Problem(
              name,
              403,
              "You are not asked at this level",
              "Only the approvers of the current level can answer. GET the grant to see them, level"
                  + " by level, in its approval.");
      case NOT_REQUESTER ->
          new Problem(
              name,
              403,
              "Only the requester can do this",
              "Another person requested this grant. GET the grant to see its requester, and ask that"
                  + " person.");
      case QUORUM_NEEDS_REQUESTER ->
          new Problem(
              name,
              403,
              "Without you there are too few approvers",
              "Nobody approves their own request, and without you a level cannot reach its quorum."
                  + " Let another person ask, or ask the people who keep the catalogue to add an"
                  + " approver.");
      case UNKNOWN_GRANT -> unknownGrant();
      case ALREADY_REQUESTED -> otherRequest();
      case ALREADY_APPROVED_BY_YOU ->
          new Problem(
              name,
              409,
              "You have approved this already",
              "One person says yes once. Your first yes is recorded and counts; you need not repeat"
                  + " it.");
      case APPROVED_AT_ANOTHER_LEVEL ->
          new Problem(
              name,
              403,
              "You have said yes at another level",
              "Nobody says yes twice to one request. Your yes at the other level counts; another"
                  + " approver of this level must answer. GET the grant to see them in its approval.");
      case NEEDED_AT_ANOTHER_LEVEL ->
          new Problem(
              name,
              403,
              "Your yes is needed at another level",
              "Nobody says yes twice to one request, and without you another level has too few"
                  + " approvers. Leave this level to its other approvers; GET the grant to see them in"
                  + " its approval.");
      case TAKEN_BACK_TOO_OFTEN ->
          new Problem(
              name,
              409,
              "You have taken your yes back too often",
              "One person can say yes to a grant and take it back %d times. Leave the answer to the"
                      .formatted(GrantRules.MOST_TAKEN_BACK)
                  + " other approvers, or deny.");
      case NOT_APPROVED_BY_YOU ->
          new Problem(
              name,
              409,
              "There is no yes of yours to take back",
              "You have not approved this grant, or have taken your yes back already. To stop it, deny"
                  + " it while you are asked, or revoke it.");
      case NOT_AWAITING_APPROVAL ->
          new Problem(
              name,
              409,
              "This grant does not wait for an answer",
              "An answer counts only while the state is AWAITING_APPROVAL. GET the grant to see its"
                  + " state and its timeline.");
      case TIME_IS_UP ->
          new Problem(
              name,
              409,
              "The time to answer is over",
              "Answers count until answerBy. If the access is still needed, the requester must make"
                  + " a new request.");
      case TIME_IS_NOT_UP ->
          new Problem(
              name,
              409,
              "It is too early for this step",
              "This step is possible only when the time to answer, or the access itself, is over."
                  + " GET the grant to see when: answerBy and expiresAt.");
      case NOT_APPROVED ->
          new Problem(
              name,
              409,
              "This grant is not approved",
              "Access opens only after each level has reached its quorum. GET the grant to see in"
                  + " its timeline who has answered.");
      case NOT_ACTIVE ->
          new Problem(
              name,
              409,
              "This grant is not active",
              "This is possible only while the access is open. GET the grant to see its state. If"
                  + " the access is not open yet, try again once it is. If it is over, make a new"
                  + " request. An extension is a grant with an id of its own: use that id.");
      case TOO_MANY_SESSIONS ->
          new Problem(
              name,
              429,
              "Too many sessions of this grant live",
              "One grant has at most %d sessions at a time. Use the credentials that you have, or"
                      .formatted(LiveSessions.MOST_AT_ONCE)
                  + " try again when Retry-After says.");
      case TOO_SOON ->
          new Problem(
              name,
              429,
              "You have just fetched credentials of this grant",
              "One grant gives credentials once in %d seconds. Use those, or try again when"
                      .formatted(LiveSessions.BETWEEN.toSeconds())
                  + " Retry-After says.");
      case ALREADY_ACTIVE ->
          new Problem(
              name,
              409,
              "This grant is active already",
              "A request can be cancelled, and a yes withdrawn, only before access opens. To end the"
                  + " access now, return or revoke it. Otherwise it ends by itself at expiresAt.");
      case ALREADY_OVER ->
          new Problem(
              name,
              409,
              "This grant is over",
              "A grant that is over does not change any more. GET the grant to see when and how it"
                  + " ended. If the access is needed again, make a new request.");
      case POLICY_DIFFERS ->
          new Problem(
              name,
              409,
              "The policy is not the one that was requested",
              "Only the policy that the approvers saw can open access. This should not happen: tell"
                  + " the people who run Hallpass.");
      case PROOF_DEMANDED ->
          new Problem(
              name,
              403,
              "A yes to this request must prove who says it",
              "A link and a code, or a signature alone, are not enough for this request. Call POST"
                  + " /grants/{grant}/approval, signed with your own AWS credentials, with a proof"
                  + " in the header Hallpass-Proof. The guide says how to make one.");
      case NOT_SHORTER ->
          new Problem(
              name,
              409,
              "The duration is longer than the requested one, or not in whole minutes",
              "An approver can only shorten the time. Give whole minutes up to the duration of the"
                  + " grant, such as PT30M.");
      case NOT_A_REVIEWER ->
          new Problem(
              name,
              403,
              "You are not asked to review this grant",
              "Only its owners review an access. GET the grant to see them in its approval.");
      case REVIEWER_IS_REQUESTER ->
          new Problem(
              name,
              403,
              "Nobody reviews their own access",
              "You requested this access yourself. Another owner must review it; GET the grant to see"
                  + " them in its approval.");
      case NOT_AWAITING_REVIEW ->
          new Problem(
              name,
              409,
              "This grant does not wait for a review",
              "Only broken glass, and access whose changes stay, is reviewed, once, after it has ended. GET the grant to see"
                  + " its state and its review.");
      case NOT_A_REVOKER ->
          new Problem(
              name,
              403,
              "You cannot revoke this access",
              "Only people who can approve it now or did, its owners and the admins can. If others"
                  + " have taken over from you, tell them. If you requested the access yourself, cancel"
                  + " or return it.");
      case BLOCKED ->
          new Problem(
              name,
              403,
              "You are blocked",
              "An admin has blocked you. You can make no request, say no yes and get no credentials."
                  + " Ask an admin of Hallpass to unblock you.");
      case NOT_AN_ADMIN ->
          new Problem(
              name,
              403,
              "Only an admin can do this",
              "The admins stand in hallpass.yaml. Ask one of them.");
      case OWN_BLOCK ->
          new Problem(
              name,
              403,
              "Nobody blocks or unblocks themselves",
              "So one admin who can unblock always remains. Ask another admin.");
      case NOT_YET_TO_START ->
          new Problem(
              name,
              409,
              "The access begins later",
              "It opens at startsAt and not before. GET the grant to see that time.");
      case NOTHING_TO_GIVE_UP ->
          new Problem(
              name,
              409,
              "The grant that this one extends is still good",
              "An extension is given up only if the grant before it ended early. GET the grant to"
                  + " see its state.");
      case PEOPLE_DECIDE ->
          new Problem(
              name,
              409,
              "People decide on this request",
              "No rule of the catalogue can approve it. GET the grant to see in its approval who is"
                  + " asked.");
      case NOT_YET_TO_ESCALATE ->
          new Problem(
              name,
              409,
              "It is too early to ask other approvers",
              "Others are asked only when the level is late or cannot answer. GET the grant to see"
                  + " in its approval when that is.");
      case ALREADY_NOTIFIED ->
          new Problem(
              name,
              409,
              "This mail is on record already",
              "Such a mail is sent once. GET the grant to see its timeline.");
      case ALREADY_ANNOUNCED ->
          new Problem(
              name,
              409,
              "This session is on record already",
              "A session is announced once, before it opens. GET the grant to see its timeline.");
      case LINK_UNKNOWN ->
          link(
              name,
              "This link is not known",
              "A link belongs to one grant and one person. Copy the whole link from the mail.");
      case LINK_LOCKED ->
          link(
              name,
              "This link is locked",
              "Five wrong codes lock a link. Another approver can answer. If the wrong codes were"
                  + " not yours, tell the people who run Hallpass.");
      case LINK_USED ->
          link(
              name,
              "You have answered with this link already",
              "A link takes one answer, and yours is recorded. If you did not answer, tell the"
                  + " people who run Hallpass at once.");
      case LINK_SUPERSEDED ->
          link(
              name,
              "There is a newer mail",
              "Only the link of the newest mail counts. Open that one.");
      case LINK_RELIEVED ->
          link(
              name,
              "Other approvers answer in your place",
              "Your time to answer is over, and others have taken over. You need not answer.");
      case LINK_OVERTAKEN ->
          link(
              name,
              "This is decided already",
              "A link takes no answer once the request is decided. GET the grant to see its state.");
      case LINK_EXPIRED ->
          link(
              name,
              "This link has expired",
              "A link is good until answerBy. If the access is still needed, the requester must make"
                  + " a new request.");
    };
  }

  private static Problem link(String name, String title, String detail) {
    return new Problem(name, 409, title, detail);
  }
}
