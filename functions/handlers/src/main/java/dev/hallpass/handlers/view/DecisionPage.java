package dev.hallpass.handlers.view;

import dev.hallpass.approval.Link;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.Question;
import dev.hallpass.identity.GrantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The page that a mailed link leads an approver to: what is asked, in words and in full, and a
/// form to answer it. Goes out with [PageHeaders].
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
  public static String html(
      GrantId grant, Dossier dossier, PriorGrants precedent, Link link, String policyJson) {
    return html(grant, dossier, precedent, link, policyJson, Optional.empty(), FormInput.NOTHING);
  }

  /// The page after an answer that was not recorded.
  ///
  /// @param dossier as it is now, with the wrong code counted
  public static String html(
      GrantId grant,
      Dossier dossier,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Complaint complaint,
      FormInput typed) {
    return html(grant, dossier, precedent, link, policyJson, Optional.of(complaint), typed);
  }

  private static String html(
      GrantId grant,
      Dossier dossier,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Optional<Complaint> complaint,
      FormInput typed) {
    Question question = dossier.question(link.hash()).orElseThrow();
    ApprovalSought sought = (ApprovalSought) question.sought();
    Form form =
        Form.of(
            grant,
            link,
            question,
            dossier.answerBy(sought),
            complaint,
            typed,
            Choice.of(dossier.request(), typed.duration()));
    Summary summary = Summary.forPage(grant, dossier);
    ApproverTable panel = ApproverTable.of(dossier, sought.level(), sought.approver());
    String policy = Untrusted.lines(policyJson);
    return Rendering.html((output, interceptor) ->
        JteDecisionPageGenerated.render(
            output, interceptor, summary, precedent.words(), panel, policy, form));
  }

  /// The form as it is shown.
  ///
  /// @param asked who is asked
  /// @param answerBy for people
  /// @param answerByIso for machines
  /// @param command that says yes, signed
  /// @param choices of a time; none if none is to be chosen
  /// @param complaint empty if there is none
  record Form(
      String link,
      String asked,
      String answerBy,
      String answerByIso,
      String reason,
      String command,
      List<Choice> choices,
      String complaint,
      boolean isCodeWrong,
      boolean isReasonWrong,
      boolean isDurationWrong) {

    Form {
      choices = List.copyOf(choices);
    }

    static Form of(
        GrantId grant,
        Link link,
        Question question,
        Instant answerBy,
        Optional<Complaint> complaint,
        FormInput typed,
        List<Choice> choices) {
      return new Form(
          link.token(),
          question.sought().asked().email(),
          HumanReadable.time(answerBy),
          answerBy.toString(),
          Untrusted.lines(typed.reason()),
          CommandLines.post(grant, "approval"),
          choices,
          complaint.map(wrong -> wrong.words(question)).orElse(""),
          complaint.filter(Complaint::isAboutTheCode).isPresent(),
          complaint.filter(Complaint::isAboutTheReason).isPresent(),
          complaint.filter(Complaint::isAboutTheDuration).isPresent());
    }
  }
}
