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

/// The mail client of everybody here: `/mailbox`, to be served at that path.
public final class Mailbox implements Site {

  private static final Pattern MAIL = Pattern.compile("/mailbox/([^/]+)(/html)?");

  private final Supplier<List<SentMail>> sent;

  /// @param sent every mail that was taken so far, in that order
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

  // As mail clients do: no script, nothing loaded, and links open in a window of their own. The
  // sandbox makes the mail a stranger to this site, also when it is opened by itself.
  private static HttpReply html(SentMail mail) {
    String html = mail.html().replaceFirst("<head>", "<head><base target=\"_blank\">");
    return WebPages.withHeaders(HttpReply.text(200, "text/html; charset=utf-8", html))
        .with(
            "Content-Security-Policy",
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                + " style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'");
  }
}
