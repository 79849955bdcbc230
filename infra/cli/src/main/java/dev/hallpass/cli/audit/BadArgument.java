package dev.hallpass.cli.audit;

import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;

/// Mistakes in what a question names.
final class BadArgument {

  private BadArgument() {}

  /// A mistake in the command line.
  static Stopped of(String says) {
    return new Stopped(ExitCode.USAGE, says);
  }

  /// The person of an address.
  ///
  /// @throws Stopped if it names none
  static Person person(String address) {
    try {
      return Person.of(address);
    } catch (IllegalArgumentException _) {
      throw of("%s: a person is named by an e-mail address.".formatted(address));
    }
  }

  /// The grant of an id.
  ///
  /// @throws Stopped if it is not an id
  static GrantId grant(String id) {
    try {
      return new GrantId(id);
    } catch (IllegalArgumentException _) {
      throw of(
          "%s: a grant is named by its whole id here, grant- and 32 digits and letters."
              .formatted(id));
    }
  }
}
