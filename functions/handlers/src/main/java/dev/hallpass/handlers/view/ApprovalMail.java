package dev.hallpass.handlers.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Dossier;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The mail that asks one approver. Its only link is ours: texts of other people have brackets
/// around each sign that would make a mail client see a link.
public final class ApprovalMail {

  private ApprovalMail() {}

  /// The mail to an approver.
  ///
  /// @param reminder whether the approver was asked before
  public static Mail of(
      GrantId grant,
      Dossier dossier,
      Person approver,
      Link link,
      Code code,
      Instant answerBy,
      boolean reminder,
      Letterhead letterhead) {
    Texts texts = letterhead.texts(approver);
    Summary summary = Summary.forMail(grant, dossier, texts);
    Call call = Call.of(letterhead, texts, grant, link, code, answerBy);
    List<String> quote = Quote.of(summary.justification());
    String text =
        Rendering.plain((output, interceptor) ->
            JteTextApprovalMailGenerated.render(
                output, interceptor, texts, summary, quote, reminder, call));
    String html =
        Rendering.html((output, interceptor) ->
            JteHtmlApprovalMailGenerated.render(
                output, interceptor, texts, summary, reminder, call));
    String subject =
        Subject.of(
            texts.asksFor(summary.requester(), dossier.request().duration(), reminder),
            summary.title());
    return new Mail(grant, Optional.of(link.hash()), approver, subject, text, html);
  }

  /// The page to open, the code to type in, and the time to answer.
  ///
  /// @param code its digits as one word, which a double click selects
  /// @param ledger the state of the ledger; empty if it is not known
  record Call(String page, String code, String answerBy, String ledger) {

    static Call of(
        Letterhead letterhead, Texts texts, GrantId grant, Link link, Code code, Instant answerBy) {
      return new Call(
          page(letterhead.base(), grant, link),
          code.digits(),
          texts.timeFrom(letterhead.at(), answerBy),
          letterhead.ledger(texts));
    }

    private static String page(URI base, GrantId grant, Link link) {
      String root = base.toString().replaceAll("/+$", "");
      return "%s/grants/%s/decision?link=%s"
          .formatted(root, grant.value(), URLEncoder.encode(link.token(), UTF_8));
    }
  }
}
