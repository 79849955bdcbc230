package dev.hallpass.adapters.ses;

import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Mailer;
import dev.hallpass.port.OutcomeUnknown;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.Content;
import software.amazon.awssdk.services.ses.model.MessageTag;

/// Mail by Amazon SES, from one verified sender.
public final class SesMailer implements Mailer {

  private final SesClient client;
  private final String sender;
  private final String configurationSet;

  /// @param sender an address that SES has verified
  /// @param configurationSet by which SES tells what becomes of a mail, such as that it bounced
  public SesMailer(SesClient client, String sender, String configurationSet) {
    this.client = client;
    this.sender = sender;
    this.configurationSet = configurationSet;
  }

  @Override
  public String send(Mail mail) {
    try {
      return client
          .sendEmail(email ->
              email
                  .source(sender)
                  .configurationSetName(configurationSet)
                  .tags(tags(mail))
                  .destination(to -> to.toAddresses(mail.to().email()))
                  .message(message ->
                      message
                          .subject(content(mail.subject()))
                          .body(
                              body -> body.text(content(mail.text())).html(content(mail.html())))))
          .messageId();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("mail to " + mail.to(), failure);
    }
  }

  /// What SES says again when the mail comes back, so that it is known what it was about.
  private static List<MessageTag> tags(Mail mail) {
    return Stream.concat(
            Stream.of(tag("grant", mail.grant().value())),
            mail.link().map(link -> tag("link", link.hex())).stream())
        .toList();
  }

  private static MessageTag tag(String name, String value) {
    return MessageTag.builder().name(name).value(value).build();
  }

  private static Content content(String text) {
    return Content.builder().charset("UTF-8").data(text).build();
  }
}
