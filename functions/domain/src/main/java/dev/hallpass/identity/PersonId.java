package dev.hallpass.identity;

import java.util.regex.Pattern;

/// The id of one human being, for what the ledger keeps about the person and not about a grant.
///
/// @param value `person-` and 32 lower-case hexadecimal digits
public record PersonId(String value) {

  private static final Pattern FORM = Pattern.compile("person-[0-9a-f]{32}");

  /// @throws IllegalArgumentException if the value has another form
  public PersonId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Not the id of a person");
    }
  }

  /// Whether a text has the form of such an id.
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// The id of a person, the same for each tag of the address.
  public static PersonId of(Person person) {
    return new PersonId("person-" + Sha256.of(person.untagged().email()).hex().substring(0, 32));
  }

  @Override
  public String toString() {
    return value;
  }
}
