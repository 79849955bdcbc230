package dev.hallpass.local.mailbox;

import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.local.web.HttpReply;
import dev.hallpass.local.web.Request;
import dev.hallpass.local.web.Site;
import dev.hallpass.local.web.WebPages;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The mail client for everybody in the local system, at `/mailbox`.
public final class Mailbox implements Site {

  private static final Pattern MAIL = Pattern.compile("/mailbox/([^/]+)(/html)?");

  private final Supplier<List<SentMail>> sent;

  /// @param sent all mails, oldest first
  public Mailbox(Supplier<List<SentMail>> sent) {
    this.sent = sent;
  }

  @Override
  public HttpReply answer(Request request) {
    return WebPages.readOnly(this::page).answer(request);
  }

  private HttpReply page(Request request) {
    if (request.path().equals("/mailbox")) {
      Inbox inbox = Inbox.of(request.parameter("to").orElse(""), sent.get());
      return WebPages.page(
          200, (output, interceptor) -> JteInboxPageGenerated.render(output, interceptor, inbox));
    }
    Matcher path = MAIL.matcher(request.path());
    Optional<SentMail> mail = path.matches() ? mail(path.group(1)) : Optional.empty();
    if (mail.isEmpty()) {
      return WebPages.notFound();
    }
    return path.group(2) == null ? page(mail.get()) : html(mail.get());
  }

  private Optional<SentMail> mail(String id) {
    return sent.get().stream().filter(mail -> mail.id().equals(id)).findFirst();
  }

  private static HttpReply page(SentMail mail) {
    return WebPages.page(
        200, (output, interceptor) -> JteMailPageGenerated.render(output, interceptor, mail));
  }

  // As in mail clients: no script, nothing is loaded, and links open in their own window. The
  // sandbox makes the mail a foreign page for this site, also when it is opened alone.
  private static HttpReply html(SentMail mail) {
    String html = mail.html().replaceFirst("<head>", "<head><base target=\"_blank\">");
    return WebPages.withHeaders(HttpReply.text(200, "text/html; charset=utf-8", html))
        .with(
            "Content-Security-Policy",
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                + " style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'");
  }
}
