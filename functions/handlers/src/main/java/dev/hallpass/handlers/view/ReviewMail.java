package dev.hallpass.handlers.view;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Dossier;
import dev.hallpass.handlers.view.ApprovalMail.Call;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.History;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The mail that asks one owner to review an access that is over. As in [ApprovalMail], its only
/// link is ours.
public final class ReviewMail {

  private ReviewMail() {}

  /// The mail to an owner.
  public static Mail of(
      History history,
      Person reviewer,
      Link link,
      Code code,
      Instant answerBy,
      Letterhead letterhead) {
    Dossier dossier = history.known().dossier();
    Texts texts = letterhead.texts(reviewer);
    Summary summary = Summary.forMail(history.grant(), dossier, texts);
    Call call = Call.of(letterhead, texts, history.grant(), link, code, answerBy);
    AccessReport course = AccessReport.of(history, texts);
    List<String> quote = Quote.of(summary.justification());
    String text =
        Rendering.plain((output, interceptor) ->
            JteTextReviewMailGenerated.render(
                output, interceptor, texts, summary, quote, course, call));
    String html =
        Rendering.html((output, interceptor) ->
            JteHtmlReviewMailGenerated.render(output, interceptor, texts, summary, course, call));
    String subject =
        Subject.of(
            texts.review(summary.reviewTitle(), dossier.request().duration()), summary.title());
    return new Mail(history.grant(), Optional.of(link.hash()), reviewer, subject, text, html);
  }
}
