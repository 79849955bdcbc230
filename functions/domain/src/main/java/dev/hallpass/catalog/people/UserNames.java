package dev.hallpass.catalog.people;

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
    LOGINS,
    /// Names of users in the identity store, which has their addresses.
    DIRECTORY
  }

  /// The address that a user name stands for; empty if it has another form, or no user has it.
  Optional<String> address(String name, Users users) {
    return switch (form) {
      case ADDRESSES -> Optional.of(name).filter(this::isOfTheDomain);
      case LOGINS ->
          Optional.of(name)
              .filter(login -> !login.contains("@"))
              .map(login -> login + "@" + domain);
      case DIRECTORY -> users.address(name).filter(this::isOfTheDomain);
    };
  }

  private boolean isOfTheDomain(String address) {
    return address.toLowerCase(Locale.ROOT).endsWith("@" + domain);
  }

  /// What a user name must be, in words for people.
  String words() {
    return switch (form) {
      case ADDRESSES -> "an e-mail address of " + domain;
      case LOGINS -> "what stands before the @ of an e-mail address of " + domain;
      case DIRECTORY ->
          "a user name of Identity Center whose user has a primary e-mail address of " + domain;
    };
  }
}
