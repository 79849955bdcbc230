package dev.hallpass.catalog;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings of the whole system.
///
/// @param identities the identities that Hallpass trusts
/// @param sender the sender of the mails
/// @param shortest the shortest grant
/// @param credentials the life of one set of credentials
/// @param people the people and their addresses
/// @param admins the people who can revoke any access
/// @param requestsPerHour the most grants that one person can request within an hour
/// @param pending the most grants of one person that are not open yet
/// @param mailsPerHour the most questions that one person gets by mail within an hour
/// @param listed the most grants that a list shows
/// @param hub the account of Hallpass; present if there are other accounts
/// @param accounts the other accounts in which grants open access
/// @param demandsProof whether each signed call must prove its caller
/// @param mailing how the mails are sent
public record Settings(
    List<TrustedIdentities> identities,
    String sender,
    Duration shortest,
    Duration credentials,
    People people,
    List<Person> admins,
    int requestsPerHour,
    int pending,
    int mailsPerHour,
    int listed,
    Optional<AccountId> hub,
    List<TargetAccount> accounts,
    boolean demandsProof,
    Mailing mailing) {

  /// @throws IllegalArgumentException if there are other accounts, but no hub
  public Settings {
    identities = List.copyOf(identities);
    accounts = List.copyOf(accounts);
    admins = List.copyOf(admins);
    if (hub.isEmpty() && !accounts.isEmpty()) {
      throw new IllegalArgumentException(
          "accounts are listed, so the hub must have a name too; add the field hub");
    }
  }

  /// The other account with this number, if there is one.
  public Optional<TargetAccount> account(AccountId id) {
    return accounts.stream().filter(account -> account.id().equals(id)).findFirst();
  }

  /// The other accounts that a word stands for: a name, a number, or a group.
  public List<TargetAccount> accountsMeantBy(String word) {
    return accounts.stream().filter(account -> account.isMeantBy(word)).toList();
  }

  /// All accounts in which grants open access, the hub first.
  public List<AccountId> everyAccount(AccountId hub) {
    return Stream.concat(Stream.of(hub), accounts.stream().map(TargetAccount::id)).toList();
  }

  /// The person behind a caller's ARN; empty if the identity is not trusted.
  ///
  /// @param partition the partition of Hallpass
  /// @param userArn as API Gateway gives it, or STS
  public Optional<Person> person(String partition, String userArn) {
    return identities.stream()
        .flatMap(trusted -> trusted.address(partition, userArn).stream())
        .findFirst()
        .flatMap(people::person);
  }
}
