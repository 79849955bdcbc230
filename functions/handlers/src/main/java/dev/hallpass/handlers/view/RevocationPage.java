package dev.hallpass.handlers.view;

import dev.hallpass.approval.Link;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.view.DecisionPage.Form;
import dev.hallpass.ledger.History;
import java.util.List;
import java.util.Optional;

/// The page that an approver's mailed link leads to once it is too late to answer with it, as long
/// as the access may be ended early: who has what until when, and a form to take it away. Goes out
/// with [PageHeaders], and as on [DecisionPage] pressing Enter submits nothing.
public final class RevocationPage {

  private RevocationPage() {}

  /// The page as it is first seen.
  ///
  /// @param link one that a question of this grant went out with
  /// @throws java.util.NoSuchElementException if no question went out with the link
  public static String html(History history, PriorGrants precedent, Link link) {
    return html(history, precedent, link, Optional.empty(), FormInput.NOTHING);
  }

  /// The page after a revocation that was not recorded.
  ///
  /// @param history as it is now, with the wrong code in it
  public static String html(
      History history, PriorGrants precedent, Link link, Complaint complaint, FormInput typed) {
    return html(history, precedent, link, Optional.of(complaint), typed);
  }

  private static String html(
      History history,
      PriorGrants precedent,
      Link link,
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
    boolean saidYes =
        question.sought() instanceof ApprovalSought sought
            && dossier.isApprovedBy(sought.approver(), sought.level());
    return Rendering.html((output, interceptor) ->
        JteRevocationPageGenerated.render(
            output,
            interceptor,
            summary,
            precedent.words(),
            saidYes,
            until(history, summary),
            AccessReport.of(history),
            form));
  }

  private static String until(History history, Summary summary) {
    return history
        .plannedEnd()
        .map(end -> "until %s, when it ends by itself".formatted(HumanReadable.time(end)))
        .orElseGet(() ->
            summary.window().isEmpty()
                ? "for %s, and is about to open".formatted(summary.duration())
                : summary.window() + ", when it ends by itself");
  }
}
