package dev.hallpass.handlers.view;

import dev.hallpass.approval.Link;
import dev.hallpass.approval.Question;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantId;
import java.util.Optional;

/// The page that a mailed link leads to: what is asked, in words and in full, and a form to answer
/// it. Goes out with [PageHeaders].
///
/// Pressing Enter in a field submits nothing: the form's first submit button is disabled and not
/// seen (source: HTML, "implicit submission"). A browser that looks past it would find Deny next,
/// which counts only with a reason. Nobody approves by accident.
public final class DecisionPage {

  private DecisionPage() {}

  /// The page as it is first seen.
  ///
  /// @param link one that a question of this grant went out with
  /// @param policyJson the requested policy, indented for people
  /// @throws java.util.NoSuchElementException if no question went out with the link
  public static String html(GrantId grant, Dossier dossier, Link link, String policyJson) {
    return html(grant, dossier, link, policyJson, Optional.empty(), "");
  }

  /// The page after an answer that was not recorded.
  ///
  /// @param dossier as it is now, with the wrong code counted
  /// @param reason what was typed in, so that nobody types it twice
  public static String html(
      GrantId grant,
      Dossier dossier,
      Link link,
      String policyJson,
      Complaint complaint,
      String reason) {
    return html(grant, dossier, link, policyJson, Optional.of(complaint), reason);
  }

  private static String html(
      GrantId grant,
      Dossier dossier,
      Link link,
      String policyJson,
      Optional<Complaint> complaint,
      String reason) {
    Question question = dossier.question(link.hash()).orElseThrow();
    ApprovalSought sought = (ApprovalSought) question.sought();
    Form form =
        new Form(
            link.token(),
            sought.approver().email(),
            Spoken.time(sought.answerBy()),
            sought.answerBy().toString(),
            Untrusted.lines(reason),
            complaint.map(wrong -> wrong.words(question)).orElse(""),
            complaint.filter(Complaint::isAboutTheCode).isPresent(),
            complaint.filter(Complaint::isAboutTheReason).isPresent());
    Summary summary = Summary.forPage(grant, dossier);
    Panel panel = Panel.of(dossier, sought.level(), sought.approver());
    String policy = Untrusted.lines(policyJson);
    return Rendering.html((output, interceptor) ->
        JteDecisionPageGenerated.render(output, interceptor, summary, panel, policy, form));
  }

  /// The answer form as it is shown.
  ///
  /// @param answerBy for people
  /// @param answerByIso for machines
  /// @param complaint empty if there is none
  record Form(
      String link,
      String approver,
      String answerBy,
      String answerByIso,
      String reason,
      String complaint,
      boolean isCodeWrong,
      boolean isReasonWrong) {}
}
