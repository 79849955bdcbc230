package dev.hallpass.handlers.view;

import dev.hallpass.adapters.ses.SesMailer;
import dev.hallpass.approval.Mail;
import dev.hallpass.catalog.Mailing;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkType;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import software.amazon.awssdk.services.ses.model.SendEmailResponse;

/// What arrives of a mail: handed to SES, made into a MIME message and read again by a mail library
/// that is not ours.
///
/// @param headers by name, sorted
/// @param recipients of every kind
/// @param links what a reader can follow or is sent to, in both parts
/// @param markup the elements with their attributes that the HTML part has, each once
record ArrivedMail(
    List<String> headers,
    List<String> recipients,
    int parts,
    List<String> links,
    Set<String> markup) {

  private static final Session SESSION = Session.getInstance(properties());
  private static final LinkExtractor EXTRACTOR =
      LinkExtractor.builder()
          .linkTypes(EnumSet.of(LinkType.URL, LinkType.WWW, LinkType.EMAIL))
          .build();

  /// What arrives.
  static ArrivedMail of(Mail mail) {
    try {
      return of(parsed(mime(handedOver(mail))));
    } catch (MessagingException e) {
      throw new AssertionError("The mail cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    // The sender's host is part of a message's id and would be looked up each time.
    properties.put("mail.from", "hallpass@example.com");
    return properties;
  }

  private static SendEmailRequest handedOver(Mail mail) {
    List<SendEmailRequest> requests = new ArrayList<>();
    SesClient client =
        new SesClient() {
          @Override
          public SendEmailResponse sendEmail(SendEmailRequest request) {
            requests.add(request);
            return SendEmailResponse.builder().messageId("1").build();
          }

          @Override
          public String serviceName() {
            return "ses";
          }

          @Override
          public void close() {}
        };
    new SesMailer(client, "hallpass@example.com", Mailing.USUAL, "hallpass").send(mail);
    return requests.getFirst();
  }

  private static byte[] mime(SendEmailRequest request) throws MessagingException, IOException {
    MimeMessage message = new MimeMessage(SESSION);
    message.setFrom(new InternetAddress(request.source()));
    for (String to : request.destination().toAddresses()) {
      message.addRecipients(RecipientType.TO, to);
    }
    message.setSubject(request.message().subject().data(), "UTF-8");
    MimeBodyPart text = new MimeBodyPart();
    text.setText(request.message().body().text().data(), "UTF-8");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(request.message().body().html().data(), "UTF-8", "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    message.writeTo(bytes);
    return bytes.toByteArray();
  }

  private static MimeMessage parsed(byte[] bytes) throws MessagingException {
    return new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
  }

  private static ArrivedMail of(MimeMessage message) throws MessagingException, IOException {
    MimeMultipart parts = (MimeMultipart) message.getContent();
    String text = (String) parts.getBodyPart(0).getContent();
    Document html = Jsoup.parse((String) parts.getBodyPart(1).getContent());
    List<String> links = new ArrayList<>(linksIn(message.getSubject()));
    links.addAll(linksIn(text));
    links.addAll(linksIn(html.body().wholeText()));
    links.addAll(
        html.select("form, img, iframe, base, link, meta[http-equiv], script, object, embed")
            .eachText());
    for (String attribute : List.of("href", "src", "action", "formaction", "background", "cite")) {
      links.addAll(html.select("[" + attribute + "]").eachAttr(attribute));
    }
    return new ArrivedMail(
        Collections.list(message.getAllHeaders()).stream()
            .map(header -> header.getName())
            .sorted()
            .toList(),
        Arrays.stream(message.getAllRecipients()).map(Object::toString).toList(),
        parts.getCount(),
        links,
        new TreeSet<>(
            html.getAllElements().stream()
                .map(element ->
                    element.normalName()
                        + element.attributes().asList().stream()
                            .map(attribute -> attribute.getKey())
                            .toList())
                .toList()));
  }

  private static List<String> linksIn(String text) {
    List<String> links = new ArrayList<>();
    EXTRACTOR
        .extractLinks(text)
        .forEach(link -> links.add(text.substring(link.getBeginIndex(), link.getEndIndex())));
    return links;
  }

  /// Whether it is like another one but for what is said in it.
  boolean isLike(ArrivedMail other) {
    return headers.equals(other.headers)
        && recipients.equals(other.recipients)
        && parts == other.parts
        && links.equals(other.links)
        && other.markup.containsAll(markup);
  }
}
