package dev.hallpass.handlers.view;

import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Dossier;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Optional;

/// The mail that tells one person what became of a grant. It asks for nothing and holds no link.
public final class NotificationMail {

  private NotificationMail() {}

  /// The mail to a person.
  public static Mail of(
      GrantId grant, Dossier dossier, Person to, Notification notification, Texts texts) {
    Summary summary = Summary.forMail(grant, dossier, texts);
    List<String> quoted =
        Untrusted.lines(notification.quoted()).lines().map(Untrusted::unlinked).toList();
    List<String> quote = Quote.of(summary.justification());
    List<String> quotedAsText = Quote.of(quoted);
    String text =
        Rendering.plain((output, interceptor) ->
            JteTextNotificationMailGenerated.render(
                output, interceptor, texts, summary, quote, notification, quotedAsText));
    String html =
        Rendering.html((output, interceptor) ->
            JteHtmlNotificationMailGenerated.render(
                output, interceptor, texts, summary, notification, quoted));
    String subject =
        Subject.of(
            texts.news(
                notification.news().lead(), summary.requester(), dossier.request().duration()),
            summary.title());
    return new Mail(grant, Optional.empty(), to, subject, text, html);
  }
}
