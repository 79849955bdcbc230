package dev.hallpass.handlers.view;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Person;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// The mail that asks one owner to review broken glass.
public final class ReviewMail {

  private ReviewMail() {}

  /// The mail to an owner.
  ///
  /// @param base where `/grants` is, with or without a slash at the end
  public static Mail of(
      GrantId grant,
      Dossier dossier,
      Person reviewer,
      Link link,
      Code code,
      Instant answerBy,
      URI base) {
    String text = "%s %s %s %s".formatted(base, link.token(), code.digits(), answerBy);
    return new Mail(
        grant,
        Optional.of(link.hash()),
        reviewer,
        "Review: " + dossier.request().requester(),
        text,
        text);
  }
}
