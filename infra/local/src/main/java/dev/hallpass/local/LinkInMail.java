package dev.hallpass.local;

import dev.hallpass.emulator.ses.SentMail;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The link and the code of a mail to an approver.
///
/// @param path the path and query of the page
/// @param token the secret of the link
/// @param code six digits
public record LinkInMail(String path, String token, String code) {

  private static final Pattern LINK = Pattern.compile("https?://\\S+/decision\\?link=(\\S+)");
  private static final Pattern CODE = Pattern.compile("(?m)^ *and type in the code +([0-9]{6})$");

  /// Reads the text part of a mail as a person does.
  ///
  /// @throws IllegalArgumentException if the mail has no link or no code
  public static LinkInMail in(SentMail mail) {
    return in(mail.text());
  }

  /// Reads the text part of a mail as a person does.
  ///
  /// @throws IllegalArgumentException if it has no link or no code
  public static LinkInMail in(String text) {
    Matcher link = LINK.matcher(text);
    Matcher code = CODE.matcher(text);
    if (!link.find() || !code.find()) {
      throw new IllegalArgumentException("There is no link with a code in this mail");
    }
    URI uri = URI.create(link.group());
    return new LinkInMail(uri.getRawPath() + "?" + uri.getRawQuery(), link.group(1), code.group(1));
  }

  /// The path that the page's form is sent to.
  public String formPath() {
    return path.substring(0, path.indexOf('?'));
  }

  /// Hides the secrets.
  @Override
  public String toString() {
    return "MailedLink[…]";
  }
}
