package dev.hallpass.approval;

import java.util.regex.Pattern;

/// The word that begins each mailed link of one installation. The firewall stops calls of decision
/// pages without it, before a function sees them. Everybody who got a mail knows it, so it carries
/// no authority.
///
/// @param word signs that a query and a form leave as they are: letters, digits and hyphens
public record Postmark(String word) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /// @throws IllegalArgumentException if the word has another form
  public Postmark {
    if (!FORM.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "A postmark has 1 to 64 letters, digits and hyphens, not \"%s\"".formatted(word));
    }
  }

  /// A link of this installation.
  ///
  /// @param secret 256 random bits, base64url
  public Link on(String secret) {
    return new Link(word + "." + secret);
  }
}
