package dev.hallpass.adapters.ses;

import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Mailer;
import dev.hallpass.catalog.Mailing;
import dev.hallpass.port.OutcomeUnknown;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.Content;
import software.amazon.awssdk.services.ses.model.MessageTag;

/// Sends mails by Amazon SES, from one verified sender.
public final class SesMailer implements Mailer {

  private final SesClient client;
  private final String sender;
  private final Mailing mailing;
  private final String configurationSet;

  /// @param client of the region in which SES sends
  /// @param sender an address that SES has verified
  /// @param configurationSet the set by which SES reports events of a mail, such as a bounce
  public SesMailer(SesClient client, String sender, Mailing mailing, String configurationSet) {
    this.client = client;
    this.sender = sender;
    this.mailing = mailing;
    this.configurationSet = configurationSet;
  }

  @Override
  public String send(Mail mail) {
    try {
      return client
          .sendEmail(email ->
              email
                  .source("%s <%s>".formatted(mailing.name(), sender))
                  .sourceArn(mailing.identity().orElse(null))
                  .replyToAddresses(mailing.replyTo().stream().toList())
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

  /// SES repeats these tags in the event of a bounce, so that the grant of the mail is known.
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
