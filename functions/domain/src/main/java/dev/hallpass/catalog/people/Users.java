package dev.hallpass.catalog.people;

import java.util.Optional;

/// The users of IAM Identity Center.
@FunctionalInterface
public interface Users {

  /// No user is known.
  Users NONE = _ -> Optional.empty();

  /// The primary address of the user with a user name; empty if there is no such user, or it has
  /// none.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory did not answer
  Optional<String> address(String userName);
}
