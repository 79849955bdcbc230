package dev.hallpass.handlers.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Person;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The mail that asks one approver. The only link in it is ours: what others wrote is shown with
/// brackets around each sign that a mail client would make a link of.
public final class ApprovalMail {

  private static final int SUBJECT_LENGTH = 120;

  private ApprovalMail() {}

  /// The mail to an approver.
  ///
  /// @param reminder whether the approver was asked before
  /// @param base where `/grants` is, with or without a slash at the end
  public static Mail of(
      GrantId grant,
      Dossier dossier,
      Person approver,
      Link link,
      Code code,
      Instant answerBy,
      boolean reminder,
      URI base) {
    Summary summary = Summary.forMail(grant, dossier);
    Call call = new Call(page(base, grant, link), grouped(code), Spoken.time(answerBy));
    List<String> quote = Quote.of(summary.justification());
    String text =
        Rendering.plain((output, interceptor) ->
            JteTextMailGenerated.render(output, interceptor, summary, quote, call));
    String html =
        Rendering.html((output, interceptor) ->
            JteHtmlMailGenerated.render(output, interceptor, summary, call));
    String subject = subject(reminder ? "Reminder: " : "", summary);
    return new Mail(grant, Optional.of(link.hash()), approver, subject, text, html);
  }

  private static String subject(String prefix, Summary summary) {
    String before = prefix + summary.requester() + " asks for " + summary.duration() + ": ";
    int room = SUBJECT_LENGTH - before.length();
    String title = summary.title();
    return before + (title.length() <= room ? title : cut(title, room - 1) + "…");
  }

  private static String cut(String text, int length) {
    // Half a character at the end would be none.
    boolean halves = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, halves ? length - 1 : length);
  }

  private static String page(URI base, GrantId grant, Link link) {
    String root = base.toString().replaceAll("/+$", "");
    return "%s/grants/%s/decision?link=%s"
        .formatted(root, grant.value(), URLEncoder.encode(link.token(), UTF_8));
  }

  private static String grouped(Code code) {
    return code.digits().substring(0, 3) + " " + code.digits().substring(3);
  }

  /// What the approver is called to do.
  ///
  /// @param code in two groups
  record Call(String page, String code, String answerBy) {}
}
