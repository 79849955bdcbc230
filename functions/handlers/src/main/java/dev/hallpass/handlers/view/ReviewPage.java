package dev.hallpass.handlers.view;

import dev.hallpass.approval.Link;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.view.DecisionPage.Form;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.History;
import java.util.List;
import java.util.Optional;

/// The page that a mailed link leads an owner of broken glass to: what was asked, what became of
/// it, and a form to review it. Goes out with [PageHeaders], and as on [DecisionPage] pressing
/// Enter submits nothing.
public final class ReviewPage {

  private ReviewPage() {}

  /// The page as it is first seen.
  ///
  /// @param link one that a question of this grant went out with
  /// @param policyJson the requested policy, indented for people
  /// @throws java.util.NoSuchElementException if no question went out with the link
  public static String html(History history, PriorGrants precedent, Link link, String policyJson) {
    return html(history, precedent, link, policyJson, Optional.empty(), FormInput.NOTHING);
  }

  /// The page after a review that was not recorded.
  ///
  /// @param history as it is now, with the wrong code in it
  public static String html(
      History history,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Complaint complaint,
      FormInput typed) {
    return html(history, precedent, link, policyJson, Optional.of(complaint), typed);
  }

  private static String html(
      History history,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Optional<Complaint> complaint,
      FormInput typed) {
    Dossier dossier = history.known().dossier();
    Question question = dossier.question(link.hash()).orElseThrow();
    Form form =
        Form.of(
            history.grant(),
            link,
            question,
            question.sought().answerBy(),
            complaint,
            typed,
            List.of());
    Summary summary = Summary.forPage(history.grant(), dossier);
    List<String> others =
        dossier.reviewers().stream()
            .filter(reviewer -> !reviewer.equals(question.sought().asked()))
            .map(Person::email)
            .toList();
    String policy = Untrusted.lines(policyJson);
    return Rendering.html((output, interceptor) ->
        JteReviewPageGenerated.render(
            output,
            interceptor,
            summary,
            precedent.words(),
            AccessReport.of(history),
            others,
            policy,
            form));
  }
}
