package dev.hallpass.approval;

import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import java.util.Optional;

/// One mail to one person about one grant, as text and as HTML.
///
/// @param link the hash of the link in it; empty if the mail asks for no answer
public record Mail(
    GrantId grant, Optional<Sha256> link, Person to, String subject, String text, String html) {

  /// Hides the content, which has a link and a code.
  @Override
  public String toString() {
    return "Mail[to=" + to + "]";
  }
}
