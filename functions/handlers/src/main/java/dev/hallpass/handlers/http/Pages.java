package dev.hallpass.handlers.http;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.approval.Link;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.LinkUse;
import dev.hallpass.handlers.view.Complaint;
import dev.hallpass.handlers.view.DecisionPage;
import dev.hallpass.handlers.view.FormInput;
import dev.hallpass.handlers.view.Notice;
import dev.hallpass.handlers.view.PageHeaders;
import dev.hallpass.handlers.view.PriorGrants;
import dev.hallpass.handlers.view.ReviewPage;
import dev.hallpass.handlers.view.RevocationPage;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.History;

/// Makes answers from pages, each with the texts for its reader.
public final class Pages {

  private Pages() {}

  public static HttpResponse notice(Notice notice, Texts texts) {
    return HttpResponse.page(notice.status(), PageHeaders.all(), notice.html(texts));
  }

  /// The page for the use of a link.
  public static HttpResponse asking(
      History history, PriorGrants precedent, Link link, LinkUse.Good good, Texts texts) {
    Dossier dossier = dossier(history);
    return HttpResponse.page(
        200,
        PageHeaders.all(),
        switch (good) {
          case LinkUse.Approval _ ->
              DecisionPage.html(history.grant(), dossier, precedent, link, policy(dossier), texts);
          case LinkUse.Revocation _ -> RevocationPage.html(history, precedent, link, texts);
          case LinkUse.Review _ ->
              ReviewPage.html(history, precedent, link, policy(dossier), texts);
        });
  }

  /// The same page, after an answer that was not recorded.
  public static HttpResponse asking(
      int status,
      History history,
      PriorGrants precedent,
      Link link,
      LinkUse.Good good,
      Texts texts,
      Complaint complaint,
      FormInput typed) {
    Dossier dossier = dossier(history);
    return HttpResponse.page(
        status,
        PageHeaders.all(),
        switch (good) {
          case LinkUse.Approval _ ->
              DecisionPage.html(
                  history.grant(),
                  dossier,
                  precedent,
                  link,
                  policy(dossier),
                  texts,
                  complaint,
                  typed);
          case LinkUse.Revocation _ ->
              RevocationPage.html(history, precedent, link, texts, complaint, typed);
          case LinkUse.Review _ ->
              ReviewPage.html(history, precedent, link, policy(dossier), texts, complaint, typed);
        });
  }

  /// The page for a problem.
  static HttpResponse problem(Problem problem, Texts texts) {
    return notice(
        problem
            .call()
            .<Notice>map(call -> new Notice.Hindered(problem.title(), call))
            .orElseGet(() ->
                switch (problem.status()) {
                  case 503 -> Notice.Plain.UNAVAILABLE;
                  case 500 -> Notice.Plain.BROKEN;
                  default -> Notice.Plain.INCOMPLETE;
                }),
        texts);
  }

  /// The page for a rule that refuses a link.
  public static HttpResponse refused(Rule rule, Texts texts) {
    return notice(
        switch (rule) {
          case LINK_UNKNOWN, UNKNOWN_GRANT -> Notice.Plain.UNKNOWN;
          case LINK_LOCKED -> Notice.Plain.LOCKED;
          case LINK_USED, ALREADY_APPROVED_BY_YOU -> Notice.Plain.USED;
          case LINK_EXPIRED, TIME_IS_UP -> Notice.Plain.EXPIRED;
          case POLICY_DIFFERS -> Notice.Plain.POLICY_DIFFERS;
          case LINK_SUPERSEDED -> Notice.Plain.SUPERSEDED;
          case LINK_RELIEVED -> Notice.Plain.RELIEVED;
          case PROOF_DEMANDED -> Notice.Plain.PROOF_DEMANDED;
          case BLOCKED -> Notice.Plain.BLOCKED;
          case NOT_SHORTER -> Notice.Plain.INCOMPLETE;
          case APPROVED_AT_ANOTHER_LEVEL -> Notice.Plain.APPROVED_ELSEWHERE;
          case NEEDED_AT_ANOTHER_LEVEL -> Notice.Plain.NEEDED_ELSEWHERE;
          case TAKEN_BACK_TOO_OFTEN -> Notice.Plain.TAKEN_BACK;
          case LINK_OVERTAKEN,
              NOT_AWAITING_APPROVAL,
              NOT_AN_APPROVER,
              NOT_APPROVED_BY_YOU,
              PEOPLE_DECIDE,
              NOT_YET_TO_ESCALATE,
              ALREADY_NOTIFIED,
              ALREADY_ANNOUNCED,
              TOO_MANY_SESSIONS,
              TOO_SOON,
              NOT_AWAITING_REVIEW,
              NOT_A_REVIEWER,
              REVIEWER_IS_REQUESTER,
              APPROVER_IS_REQUESTER,
              ALREADY_REQUESTED,
              QUORUM_NEEDS_REQUESTER,
              TIME_IS_NOT_UP,
              NOT_REQUESTER,
              NOT_A_REVOKER,
              NOT_AN_ADMIN,
              OWN_BLOCK,
              NOT_APPROVED,
              NOT_YET_TO_START,
              NOTHING_TO_GIVE_UP,
              NOT_ACTIVE,
              ALREADY_ACTIVE,
              ALREADY_OVER ->
              Notice.Plain.OVERTAKEN;
        },
        texts);
  }

  private static Dossier dossier(History history) {
    return history.known().dossier();
  }

  private static String policy(Dossier dossier) {
    return Json.indented(PolicyJson.tree(dossier.request().policy()));
  }
}
