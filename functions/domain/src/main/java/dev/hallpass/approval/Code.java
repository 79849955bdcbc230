package dev.hallpass.approval;

import dev.hallpass.identity.Sha256;
import java.util.regex.Pattern;

/// The six digits that stand in the mail and are typed into the page: a machine that follows the
/// link does not know to type them.
///
/// @param digits six of them
public record Code(String digits) {

  private static final Pattern FORM = Pattern.compile("[0-9]{6}");

  /// @throws IllegalArgumentException if it is not six digits
  public Code {
    if (!isOne(digits)) {
      throw new IllegalArgumentException("Not a code");
    }
  }

  /// Whether a text has the form of a code. Anything else was no attempt to guess one.
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// The hash by which the ledger knows this code. It includes the link's token, because a million
  /// codes alone could be tried out by anyone who reads the ledger.
  public Sha256 hash(Link link) {
    return Sha256.of(link.token() + '\n' + digits);
  }

  /// Shows nothing of the digits, which must not reach a log.
  @Override
  public String toString() {
    return "Code[…]";
  }
}
