package dev.hallpass.handlers.view;

import dev.hallpass.approval.Link;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.words.CommandLines;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The page on which an approver answers: the request in words, the policy in full, and a form. It
/// is sent with [PageHeaders].
///
/// Enter in a field submits nothing: the form's first submit button is disabled and hidden (source:
/// HTML, "implicit submission"). If a browser skips that button, the next one is Deny, which counts
/// only with a reason. So nobody approves by accident.
public final class DecisionPage {

  private DecisionPage() {}

  /// The page with an empty form.
  ///
  /// @param link the link of a question of this grant
  /// @param policyJson the requested policy, indented for people
  /// @param texts the texts for the reader
  /// @throws java.util.NoSuchElementException if no question has this link
  public static String html(
      GrantId grant,
      Dossier dossier,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Texts texts) {
    return html(
        grant, dossier, precedent, link, policyJson, texts, Optional.empty(), FormInput.NOTHING);
  }

  /// The page after an answer that was not recorded.
  ///
  /// @param dossier with the wrong code counted
  public static String html(
      GrantId grant,
      Dossier dossier,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Texts texts,
      Complaint complaint,
      FormInput typed) {
    return html(grant, dossier, precedent, link, policyJson, texts, Optional.of(complaint), typed);
  }

  private static String html(
      GrantId grant,
      Dossier dossier,
      PriorGrants precedent,
      Link link,
      String policyJson,
      Texts texts,
      Optional<Complaint> complaint,
      FormInput typed) {
    Question question = dossier.question(link.hash()).orElseThrow();
    ApprovalSought sought = (ApprovalSought) question.sought();
    Form form =
        Form.of(
            texts,
            CommandLines.of("approve", grant),
            link,
            question,
            dossier.answerBy(sought),
            complaint,
            typed,
            Choice.of(dossier.request(), typed.duration(), texts));
    Summary summary = Summary.forPage(grant, dossier, texts);
    ApproverTable panel = ApproverTable.of(dossier, sought.level(), sought.approver(), texts);
    String policy = Untrusted.lines(policyJson);
    return Rendering.html((output, interceptor) ->
        JteDecisionPageGenerated.render(
            output, interceptor, texts, summary, precedent.words(), panel, policy, form));
  }

  /// The form with its contents.
  ///
  /// @param asked the person who is asked
  /// @param answerBy the time to answer, for people
  /// @param answerByIso the same time, for machines
  /// @param command the signed call that approves; empty where nobody approves
  /// @param choices the times to choose from; empty if the form offers no choice
  /// @param complaint why the last answer was not recorded; empty if there is none
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
        Texts texts,
        String command,
        Link link,
        Question question,
        Instant answerBy,
        Optional<Complaint> complaint,
        FormInput typed,
        List<Choice> choices) {
      return new Form(
          link.token(),
          question.sought().asked().email(),
          texts.time(answerBy),
          answerBy.toString(),
          Untrusted.lines(typed.reason()),
          command,
          choices,
          complaint.map(wrong -> wrong.words(question, texts)).orElse(""),
          complaint.filter(Complaint::isAboutTheCode).isPresent(),
          complaint.filter(Complaint::isAboutTheReason).isPresent(),
          complaint.filter(Complaint::isAboutTheDuration).isPresent());
    }
  }
}
