package dev.hallpass.handlers.http;

import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.Decision.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A problem document (source: RFC 9457): why a call was refused and what to do.
///
/// @param name the stable end of its `type`
/// @param detail what to do
/// @param call the id by which those who run Hallpass find in their logs what went wrong; empty
///   where nothing did
public record Problem(
    String name,
    int status,
    String title,
    String detail,
    List<Mistake> mistakes,
    Optional<String> call) {

  /// What is wrong with one member of what was sent.
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

  ObjectNode tree() {
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
        "Something in the request cannot be taken",
        "Correct what is listed in mistakes and ask again. Nothing was recorded.",
        mistakes,
        Optional.empty());
  }

  static Problem contentType(String expected) {
    return new Problem(
        "content-type",
        415,
        "This content type is not read here",
        "Send the body as %s and say so in Content-Type.".formatted(expected));
  }

  static Problem tooLarge(int most) {
    return new Problem(
        "too-large", 413, "The body is too large", "Send at most %d characters.".formatted(most));
  }

  static Problem unknownCaller() {
    return new Problem(
        "unknown-caller",
        403,
        "AWS does not vouch for who you are",
        "Sign in through IAM Identity Center with a permission set that this system trusts, and"
            + " sign the call with those credentials.");
  }

  public static Problem unknownEntitlement() {
    return new Problem(
        "unknown-entitlement",
        404,
        "There is no such entitlement for you",
        "GET /entitlements lists what you can ask for.");
  }

  static Problem unknownGrant() {
    return new Problem(
        "unknown-grant",
        404,
        "There is no such grant for you",
        "Check the id. A grant is shown to its requester, to those who decide on it and to"
            + " admins.");
  }

  static Problem otherRequest() {
    return new Problem(
        "idempotency-key-reused",
        409,
        "This Idempotency-Key stands for another request",
        "Repeat exactly the first body to get its grant, or use a new key for a new request.");
  }

  public static Problem tooManyRequests(int most) {
    return new Problem(
        "too-many-requests",
        429,
        "You have asked for too much within an hour",
        "Wait: one person may ask %d times within an hour. GET /grants lists what you have."
            .formatted(most));
  }

  public static Problem notVisibleYet() {
    return new Problem(
        "not-visible-yet",
        503,
        "AWS does not see the new policy everywhere yet",
        "Ask again in some seconds. If this goes on for minutes, tell those who run Hallpass.");
  }

  static Problem outcomeUnknown() {
    return new Problem(
        "outcome-unknown",
        503,
        "A part of AWS did not answer",
        "Nothing is lost. Repeat the call in some seconds; a request with its Idempotency-Key.");
  }

  /// What AWS refuses each time: to repeat it does not help.
  ///
  /// @param call its id
  static Problem refused(AwsRefusal refusal, String call) {
    String detail =
        "Repeating the call does not help. Tell those who run Hallpass, and give them the id of"
            + " this"
            + " call: %s.".formatted(call);
    return refusal.isDenial()
        ? new Problem(
            "permission-missing",
            500,
            "The installation lacks a permission",
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

  static Problem contended() {
    return new Problem(
        "contended", 503, "Too many people write to this grant at once", "Repeat the call.");
  }

  static Problem corruptLedger() {
    return new Problem(
        "corrupt-ledger",
        500,
        "The record of this grant contradicts itself",
        "Nothing is opened on it any more. Its access is ended within half an hour, and no entry says"
            + " so. Tell those who run Hallpass: they end it at once by stopping its workflow.");
  }

  /// The problem of breaking a rule.
  public static Problem of(Rule rule) {
    String name = rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (rule) {
      case APPROVER_IS_REQUESTER ->
          new Problem(
              name,
              403,
              "Nobody approves their own request",
              "Ask one of the other approvers of this grant.");
      case NOT_AN_APPROVER ->
          new Problem(
              name,
              403,
              "You are not asked at this level",
              "The grant's approval lists who may answer, level by level.");
      case NOT_REQUESTER ->
          new Problem(
              name,
              403,
              "Only the requester may do this",
              "Ask the person who requested the grant.");
      case QUORUM_NEEDS_REQUESTER ->
          new Problem(
              name,
              403,
              "The approvers would not suffice without you",
              "Nobody approves their own request, and without you too few are left to say yes. Let"
                  + " somebody else ask, or have those who keep the catalogue add an approver.");
      case UNKNOWN_GRANT -> unknownGrant();
      case ALREADY_REQUESTED -> otherRequest();
      case ALREADY_APPROVED_BY_YOU ->
          new Problem(name, 409, "You have approved this already", "There is nothing left to do.");
      case NOT_AWAITING_APPROVAL ->
          new Problem(
              name,
              409,
              "This grant does not wait for an answer",
              "GET the grant to see what became of it.");
      case TIME_IS_UP ->
          new Problem(
              name,
              409,
              "The time to answer is over",
              "The requester can ask again with a new request.");
      case TIME_IS_NOT_UP -> new Problem(name, 409, "Its time is not up yet", "Wait for it.");
      case NOT_APPROVED ->
          new Problem(
              name,
              409,
              "This grant is not approved",
              "GET the grant to see whose answers are missing.");
      case NOT_ACTIVE ->
          new Problem(
              name,
              409,
              "This grant is not active",
              "GET the grant to see where it stands. If it is not active yet, wait for it. If it is"
                  + " over, ask for a new one; what extends it is a grant of its own.");
      case ALREADY_ACTIVE ->
          new Problem(
              name,
              409,
              "This grant is active already",
              "It cannot be cancelled any more. Return it, or let it end by itself at expiresAt.");
      case ALREADY_OVER ->
          new Problem(name, 409, "This grant is over", "There is nothing left to do.");
      case POLICY_DIFFERS ->
          new Problem(
              name,
              409,
              "The policy is not the one that was asked for",
              "Tell those who run Hallpass: this should not happen.");
      case SIGNATURE_DEMANDED ->
          new Problem(
              name,
              403,
              "A yes to this request must be signed",
              "Sign the call with your own AWS credentials.");
      case NOT_SHORTER ->
          new Problem(
              name,
              409,
              "That is no shorter time",
              "Give whole minutes, at most as many as were asked for, such as PT30M.");
      case NOT_A_REVIEWER, REVIEWER_IS_REQUESTER ->
          new Problem(
              name,
              403,
              "You are not asked to review this grant",
              "Its owners review it, and never the person who broke the glass.");
      case NOT_AWAITING_REVIEW ->
          new Problem(
              name,
              409,
              "This grant does not wait for a review",
              "GET the grant: its access is not over yet, or it is reviewed, or no glass was"
                  + " broken.");
      case NOT_A_REVOKER ->
          new Problem(
              name,
              403,
              "You may not take this access away",
              "Its approvers and the admins may. If it is your own, return it.");
      case NOT_YET_TO_START ->
          new Problem(
              name, 409, "The access is to begin later", "GET the grant to see when: startsAt.");
      case NOTHING_TO_GIVE_UP,
          PEOPLE_DECIDE,
          NOT_YET_TO_ESCALATE,
          ALREADY_NOTIFIED,
          ALREADY_ANNOUNCED ->
          new Problem(name, 409, "There is nothing to do", "GET the grant to see where it stands.");
      case LINK_UNKNOWN,
          LINK_LOCKED,
          LINK_USED,
          LINK_SUPERSEDED,
          LINK_RELIEVED,
          LINK_OVERTAKEN,
          LINK_EXPIRED ->
          new Problem(
              name, 409, "This link is good for nothing", "Open the link of the newest mail.");
    };
  }
}
