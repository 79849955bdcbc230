package dev.hallpass.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/// A human being, known by the e-mail address that the identity provider confirms.
///
/// @param email in canonical form: lower case, at most 64 characters, only characters that STS
///   takes for a source identity
public record Person(String email) {

  /// The length of the longest address.
  public static final int LONGEST = 64;

  /// What an address must be, in words for people.
  public static final String FORM_WORDS =
      "an e-mail address of at most 64 letters, digits and . _ + = -, such as bob@example.com";

  private static final Pattern FORM = Pattern.compile("[a-z0-9._+=-]+@[a-z0-9-]+(\\.[a-z0-9-]+)+");

  /// @throws IllegalArgumentException if the address is not canonical
  public Person {
    if (email.length() > LONGEST || !FORM.matcher(email).matches()) {
      throw new IllegalArgumentException("Not a canonical e-mail address");
    }
  }

  /// The person with this address, in upper or lower case.
  ///
  /// @throws IllegalArgumentException if the address cannot name a person here
  public static Person of(String email) {
    return new Person(email.toLowerCase(Locale.ROOT));
  }

  /// The domain of the address.
  public String domain() {
    return email.substring(email.indexOf('@') + 1);
  }

  /// The same human being under the address without its tag: mail systems deliver `name+tag@` to
  /// `name@`.
  public Person untagged() {
    int tag = email.indexOf('+');
    return tag < 1
        ? this
        : new Person(email.substring(0, tag) + email.substring(email.indexOf('@')));
  }

  /// Whether both are one human being. This excludes people; it never gives them authority, which
  /// belongs to the address as it is written.
  public boolean isSameHumanAs(Person other) {
    return untagged().equals(other.untagged());
  }

  @Override
  public String toString() {
    return email;
  }
}
