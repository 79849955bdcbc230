package dev.hallpass.catalog;

import java.util.Locale;
import java.util.Optional;

/// How user names stand for people.
///
/// @param domain the mail domain of the people
public record UserNames(Form form, String domain) {

  /// What the user names are.
  public enum Form {
    /// Addresses of the domain.
    ADDRESSES,
    /// What stands before the `@` of an address of the domain.
    LOGINS
  }

  /// The address that a user name stands for; empty if it has another form.
  Optional<String> address(String name) {
    return switch (form) {
      case ADDRESSES ->
          Optional.of(name).filter(one -> one.toLowerCase(Locale.ROOT).endsWith("@" + domain));
      case LOGINS ->
          Optional.of(name)
              .filter(login -> !login.contains("@"))
              .map(login -> login + "@" + domain);
    };
  }

  /// What a user name must be, in words for people.
  String words() {
    return switch (form) {
      case ADDRESSES -> "an e-mail address of " + domain;
      case LOGINS -> "what stands before the @ of an e-mail address of " + domain;
    };
  }
}
