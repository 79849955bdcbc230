package dev.hallpass.handlers.view;

import dev.hallpass.approval.Link;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.view.DecisionPage.Form;
import dev.hallpass.handlers.words.Texts;
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
  /// @param texts the texts for the reader
  /// @throws java.util.NoSuchElementException if no question has this link
  public static String html(
      History history, PriorGrants precedent, Link link, String policyJson, Texts texts) {
    return html(history, precedent, link, policyJson, texts, Optional.empty(), FormInput.NOTHING);
  }

  /// The page after a review that was not recorded.
  ///
  /// @param history with the wrong code counted
  public static String html(
      History history,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Texts texts,
      Complaint complaint,
      FormInput typed) {
    return html(history, precedent, link, policyJson, texts, Optional.of(complaint), typed);
  }

  private static String html(
      History history,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Texts texts,
      Optional<Complaint> complaint,
      FormInput typed) {
    Dossier dossier = history.known().dossier();
    Question question = dossier.question(link.hash()).orElseThrow();
    Form form =
        Form.of(
            texts, "", link, question, question.sought().answerBy(), complaint, typed, List.of());
    Summary summary = Summary.forPage(history.grant(), dossier, texts);
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
            texts,
            summary,
            precedent.words(),
            AccessReport.of(history, texts),
            others,
            policy,
            form));
  }
}
