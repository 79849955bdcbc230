package dev.hallpass.local.deployed;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The bucket that a receipt rule of SES puts mails into, as they came in.
///
/// @param since older mails are of no interest
record BucketMailbox(S3Client s3, String bucket, Instant since) implements TrialMailbox {

  @Override
  public List<String> mailsTo(String address) {
    return s3.listObjectsV2Paginator(all -> all.bucket(bucket)).contents().stream()
        .filter(object -> !object.lastModified().isBefore(since))
        .sorted(Comparator.comparing(S3Object::lastModified))
        .map(this::message)
        .filter(message -> isTo(message, address))
        .map(BucketMailbox::text)
        .toList();
  }

  private MimeMessage message(S3Object object) {
    try (InputStream mail = s3.getObject(get -> get.bucket(bucket).key(object.key()))) {
      return new MimeMessage(Session.getInstance(new Properties()), mail);
    } catch (IOException | MessagingException e) {
      throw unreadable(e);
    }
  }

  static boolean isTo(MimeMessage message, String address) {
    try {
      return Arrays.toString(message.getAllRecipients()).contains(address);
    } catch (MessagingException e) {
      throw unreadable(e);
    }
  }

  /// The first part of a mail in two forms is the text.
  static String text(MimeMessage message) {
    try {
      Object content = message.getContent();
      if (content instanceof Multipart parts) {
        BodyPart first = parts.getBodyPart(0);
        return (String) first.getContent();
      }
      return (String) content;
    } catch (IOException | MessagingException e) {
      throw unreadable(e);
    }
  }

  private static IllegalStateException unreadable(Exception why) {
    return new IllegalStateException("A mail in the bucket cannot be read", why);
  }
}
