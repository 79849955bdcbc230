package dev.hallpass.catalog;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What holds for the whole system.
///
/// @param identities whose word is taken for who a caller is
/// @param sender the address that mails come from
/// @param shortest the shortest grant
/// @param credentials how long one set of credentials lives
/// @param people who is who
/// @param admins who may take any access away, no matter who approved it
/// @param requestsPerHour how many grants one person may ask for within an hour
/// @param listed how many grants a list shows at the most
/// @param hub the account that Hallpass runs in; there if others are named
/// @param accounts the other accounts in which grants open access
public record Settings(
    List<TrustedIdentities> identities,
    String sender,
    Duration shortest,
    Duration credentials,
    People people,
    List<Person> admins,
    int requestsPerHour,
    int listed,
    Optional<AccountId> hub,
    List<TargetAccount> accounts) {

  /// @throws IllegalArgumentException if other accounts are named, but not the hub
  public Settings {
    identities = List.copyOf(identities);
    accounts = List.copyOf(accounts);
    admins = List.copyOf(admins);
    if (hub.isEmpty() && !accounts.isEmpty()) {
      throw new IllegalArgumentException("other accounts are named, but not the hub");
    }
  }

  /// The other account of this number, if it is named.
  public Optional<TargetAccount> account(AccountId id) {
    return accounts.stream().filter(account -> account.id().equals(id)).findFirst();
  }

  /// Every account that grants open access in, the hub first.
  public List<AccountId> everyAccount(AccountId hub) {
    return Stream.concat(Stream.of(hub), accounts.stream().map(TargetAccount::id)).toList();
  }

  /// The person behind a caller's ARN, if it is one whose identity is trusted.
  ///
  /// @param userArn as API Gateway gives it
  public Optional<Person> person(String userArn) {
    return identities.stream()
        .flatMap(trusted -> trusted.address(userArn).stream())
        .findFirst()
        .flatMap(people::person);
  }
}
