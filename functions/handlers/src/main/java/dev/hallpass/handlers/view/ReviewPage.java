package dev.hallpass.handlers.view;

import dev.hallpass.approval.Link;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.view.DecisionPage.Form;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.History;
import java.util.List;
import java.util.Optional;

/// The page on which an owner reviews an access that is over: the request, the course of the
/// access, and a form. It is sent with [PageHeaders]. As on [DecisionPage], Enter submits nothing.
public final class ReviewPage {

  private ReviewPage() {}

  /// The page with an empty form.
  ///
  /// @param link the link of a question of this grant
  /// @param policyJson the requested policy, indented for people
  /// @param times the times for the reader
  /// @throws java.util.NoSuchElementException if no question has this link
  public static String html(
      History history, PriorGrants precedent, Link link, String policyJson, Times times) {
    return html(history, precedent, link, policyJson, times, Optional.empty(), FormInput.NOTHING);
  }

  /// The page after a review that was not recorded.
  ///
  /// @param history with the wrong code counted
  public static String html(
      History history,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Times times,
      Complaint complaint,
      FormInput typed) {
    return html(history, precedent, link, policyJson, times, Optional.of(complaint), typed);
  }

  private static String html(
      History history,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Times times,
      Optional<Complaint> complaint,
      FormInput typed) {
    Dossier dossier = history.known().dossier();
    Question question = dossier.question(link.hash()).orElseThrow();
    Form form =
        Form.of(
            times, "", link, question, question.sought().answerBy(), complaint, typed, List.of());
    Summary summary = Summary.forPage(history.grant(), dossier, times);
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
            AccessReport.of(history, times),
            others,
            policy,
            form));
  }
}
