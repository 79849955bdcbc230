package dev.hallpass.handlers;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an approver finds in a mail: a link and a code.
public record MailedLink(Link link, Code code) {

  private static final Pattern LINK =
      Pattern.compile("[?&]link=([A-Za-z0-9-]+\\.[A-Za-z0-9_-]{43})");
  private static final Pattern CODE = Pattern.compile("(?m)^ *and type in the code +([0-9]{6})$");

  public static MailedLink in(Mail mail) {
    Matcher link = LINK.matcher(mail.text());
    Matcher code = CODE.matcher(mail.text());
    if (!link.find() || !code.find()) {
      throw new AssertionError("The mail has no link or no code");
    }
    return new MailedLink(new Link(link.group(1)), new Code(code.group(1)));
  }

  /// Some code that is not the one in the mail.
  public Code wrongCode() {
    return new Code(code.digits().equals("000000") ? "000001" : "000000");
  }
}
