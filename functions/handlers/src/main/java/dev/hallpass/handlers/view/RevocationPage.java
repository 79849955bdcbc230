package dev.hallpass.handlers.view;

import dev.hallpass.approval.Link;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.view.DecisionPage.Form;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.History;
import java.util.List;
import java.util.Optional;

/// The page on which an approver ends open access: who has what until when, and a form. The link of
/// the approver's mail leads here after the request is approved. It is sent with [PageHeaders]. As
/// on [DecisionPage], Enter submits nothing.
public final class RevocationPage {

  private RevocationPage() {}

  /// The page with an empty form.
  ///
  /// @param link the link of a question of this grant
  /// @param texts the texts for the reader
  /// @throws java.util.NoSuchElementException if no question has this link
  public static String html(History history, PriorGrants precedent, Link link, Texts texts) {
    return html(history, precedent, link, texts, Optional.empty(), FormInput.NOTHING);
  }

  /// The page after a revocation that was not recorded.
  ///
  /// @param history with the wrong code counted
  public static String html(
      History history,
      PriorGrants precedent,
      Link link,
      Texts texts,
      Complaint complaint,
      FormInput typed) {
    return html(history, precedent, link, texts, Optional.of(complaint), typed);
  }

  private static String html(
      History history,
      PriorGrants precedent,
      Link link,
      Texts texts,
      Optional<Complaint> complaint,
      FormInput typed) {
    Dossier dossier = history.known().dossier();
    Question question = dossier.question(link.hash()).orElseThrow();
    Form form =
        Form.of(
            texts, "", link, question, question.sought().answerBy(), complaint, typed, List.of());
    Summary summary = Summary.forPage(history.grant(), dossier, texts);
    boolean saidYes =
        question.sought() instanceof ApprovalSought sought
            && dossier.isApprovedBy(sought.approver(), sought.level());
    return Rendering.html((output, interceptor) ->
        JteRevocationPageGenerated.render(
            output,
            interceptor,
            texts,
            summary,
            precedent.words(),
            saidYes,
            until(history, summary, texts),
            AccessReport.of(history, texts),
            form));
  }

  private static String until(History history, Summary summary, Texts texts) {
    return history
        .plannedEnd()
        .map(texts::untilItEnds)
        .orElseGet(() ->
            summary.window().isEmpty()
                ? texts.aboutToOpen(summary.duration())
                : texts.untilItEnds(summary.window()));
  }
}
