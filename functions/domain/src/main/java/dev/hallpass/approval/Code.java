package dev.hallpass.approval;

import dev.hallpass.identity.Sha256;
import java.util.regex.Pattern;

/// The six digits that the mail has and a person types into the page. A machine that follows the
/// link does not know that it must type them.
///
/// @param digits six digits
public record Code(String digits) {

  private static final Pattern FORM = Pattern.compile("[0-9]{6}");

  // The minus sign is a symbol, and no dash to Unicode.
  private static final Pattern ADDED = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}\\p{Pd}\\x{2212}]");

  /// @throws IllegalArgumentException if it is not six digits
  public Code {
    if (!isOne(digits)) {
      throw new IllegalArgumentException("Not a code");
    }
  }

  /// Whether a text has the form of a code. Other texts do not count as an attempt.
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// What a person typed or pasted, without the white space, line ends, hyphens and invisible signs
  /// that mail programs and copying add.
  public static String typed(String text) {
    return ADDED.matcher(text).replaceAll("");
  }

  /// The hash of the code in the ledger. It includes the link's token. Otherwise a reader of the
  /// ledger could try all million codes.
  public Sha256 hash(Link link) {
    return Sha256.of(link.token() + '\n' + digits);
  }

  /// Hides the digits, which must not reach a log.
  @Override
  public String toString() {
    return "Code[…]";
  }
}
