package dev.hallpass.catalog;

import dev.hallpass.grant.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What holds for the whole system.
///
/// @param identities whose word is taken for who a caller is
/// @param sender the address that mails come from
/// @param shortest the shortest grant
/// @param credentials how long one set of credentials lives
/// @param listed how many grants a list shows at the most
public record Settings(
    List<TrustedIdentities> identities,
    String sender,
    Duration shortest,
    Duration credentials,
    int listed) {

  public Settings {
    identities = List.copyOf(identities);
  }

  /// The person behind a caller's ARN, if it is one whose identity is trusted.
  ///
  /// @param userArn as API Gateway gives it
  public Optional<Person> person(String userArn) {
    return identities.stream().flatMap(trusted -> trusted.person(userArn).stream()).findFirst();
  }
}
