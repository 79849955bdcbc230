package dev.hallpass.handlers.http;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.approval.Link;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantId;
import dev.hallpass.handlers.view.Complaint;
import dev.hallpass.handlers.view.DecisionPage;
import dev.hallpass.handlers.view.Notice;
import dev.hallpass.handlers.view.PageHeaders;

/// The pages as answers.
final class Pages {

  private Pages() {}

  static Answer notice(Notice notice) {
    return Answer.page(notice.status(), PageHeaders.all(), notice.html());
  }

  static Answer decision(GrantId grant, Dossier dossier, Link link) {
    return Answer.page(
        200, PageHeaders.all(), DecisionPage.html(grant, dossier, link, policy(dossier)));
  }

  static Answer decision(
      int status, GrantId grant, Dossier dossier, Link link, Complaint complaint, String reason) {
    return Answer.page(
        status,
        PageHeaders.all(),
        DecisionPage.html(grant, dossier, link, policy(dossier), complaint, reason));
  }

  /// The page for a problem that somebody meets who looks at pages.
  static Answer problem(Problem problem) {
    return notice(
        switch (problem.status()) {
          case 503 -> Notice.Plain.UNAVAILABLE;
          case 500 -> Notice.Plain.BROKEN;
          default -> Notice.Plain.INCOMPLETE;
        });
  }

  /// The page for a rule that keeps a link from being used.
  static Answer refused(Rule rule) {
    return notice(
        switch (rule) {
          case LINK_UNKNOWN, UNKNOWN_GRANT -> Notice.Plain.UNKNOWN;
          case LINK_LOCKED -> Notice.Plain.LOCKED;
          case LINK_USED, ALREADY_APPROVED_BY_YOU -> Notice.Plain.USED;
          case LINK_EXPIRED, TIME_IS_UP -> Notice.Plain.EXPIRED;
          case POLICY_DIFFERS -> Notice.Plain.POLICY_DIFFERS;
          case LINK_SUPERSEDED -> Notice.Plain.SUPERSEDED;
          case LINK_RELIEVED -> Notice.Plain.RELIEVED;
          case SIGNATURE_DEMANDED -> Notice.Plain.SIGNATURE_DEMANDED;
          case NOT_SHORTER -> Notice.Plain.INCOMPLETE;
          case LINK_OVERTAKEN,
              NOT_AWAITING_APPROVAL,
              NOT_AN_APPROVER,
              PEOPLE_DECIDE,
              NOT_YET_TO_ESCALATE,
              ALREADY_TOLD,
              NOT_AWAITING_REVIEW,
              NOT_A_REVIEWER,
              REVIEWER_IS_REQUESTER,
              APPROVER_IS_REQUESTER,
              ALREADY_REQUESTED,
              QUORUM_NEEDS_REQUESTER,
              TIME_IS_NOT_UP,
              NOT_REQUESTER,
              NOT_APPROVED,
              NOT_ACTIVE,
              ALREADY_ACTIVE,
              ALREADY_OVER ->
              Notice.Plain.OVERTAKEN;
        });
  }

  private static String policy(Dossier dossier) {
    return PolicyJson.tree(dossier.request().policy()).toPrettyString();
  }
}
