package dev.hallpass.catalog;

import static java.util.stream.Collectors.joining;

import dev.hallpass.catalog.people.Identified;
import dev.hallpass.catalog.people.Identified.CutName;
import dev.hallpass.catalog.people.Identified.Known;
import dev.hallpass.catalog.people.Identified.ListAddress;
import dev.hallpass.catalog.people.Identified.NoAddress;
import dev.hallpass.catalog.people.Identified.OtherAccount;
import dev.hallpass.catalog.people.Identified.OtherIdentity;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.catalog.people.People;
import dev.hallpass.catalog.people.TrustedIdentities;
import dev.hallpass.catalog.people.Users;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.CallerArn;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings of the whole system.
///
/// @param identities the identities that Hallpass trusts
/// @param sender the sender of the mails
/// @param limits the limits for everybody
/// @param credentials the life of one set of credentials
/// @param people the people and their addresses
/// @param admins the people who can revoke any access
/// @param hub the account of Hallpass; present if there are other accounts
/// @param accounts the other accounts in which grants open access
/// @param identityStore the directory of groups; empty if the catalogue names none
/// @param demandsProof whether each signed call must prove its caller
/// @param mailing how the mails are sent
/// @param adminGroups the groups whose members are admins too
/// @param readers how people read mails and pages
public record Settings(
    List<TrustedIdentities> identities,
    String sender,
    Limits limits,
    Duration credentials,
    People people,
    List<Person> admins,
    Optional<AccountId> hub,
    List<TargetAccount> accounts,
    Optional<IdentityStore> identityStore,
    boolean demandsProof,
    Mailing mailing,
    List<GroupName> adminGroups,
    Readers readers) {

  /// @throws IllegalArgumentException if there are other accounts, but no hub
  public Settings {
    identities = List.copyOf(identities);
    accounts = List.copyOf(accounts);
    admins = List.copyOf(admins);
    adminGroups = List.copyOf(adminGroups);
    if (hub.isEmpty() && !accounts.isEmpty()) {
      throw new IllegalArgumentException(
          "accounts are listed, so the hub must have a name too; add the field hub");
    }
  }

  /// Whether a person is an admin.
  ///
  /// @param memberships asked if the person is not named
  /// @throws dev.hallpass.port.OutcomeUnknown if that is not known
  public boolean isAdmin(Person person, Memberships memberships) {
    return admins.contains(person)
        || adminGroups.stream().anyMatch(group -> memberships.include(group, person));
  }

  /// Whether the names of some callers are looked up in the identity store.
  public boolean looksUpUsers() {
    return identities.stream().anyMatch(TrustedIdentities::areLookedUp);
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

  /// Who a caller is.
  ///
  /// @param partition the partition of Hallpass, because account numbers repeat in others
  /// @param userArn as API Gateway gives it, or STS
  /// @param users asked where user names are neither addresses nor logins
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory of users did not answer
  public Identified identified(String partition, String userArn, Users users) {
    return CallerArn.of(userArn)
        .filter(caller -> caller.partition().equals(partition))
        .map(caller -> identified(caller, users))
        .orElseGet(() -> new OtherIdentity("neither a role nor an IAM user of the partition"));
  }

  private Identified identified(CallerArn caller, Users users) {
    List<TrustedIdentities> trusted =
        identities.stream().filter(one -> one.include(caller)).toList();
    if (trusted.isEmpty()) {
      return identities.stream().anyMatch(one -> one.account().equals(caller.account()))
          ? new OtherIdentity(caller.words())
          : new OtherAccount(caller.account());
    }
    // The end could be another domain: `…@example.com` may be cut from `…@example.company`.
    if (caller.mayBeCut()) {
      return new CutName(caller.name());
    }
    return trusted.stream()
        .flatMap(one -> one.address(caller.name(), users).stream())
        .findFirst()
        .map(this::withAddress)
        .orElseGet(() ->
            new NoAddress(
                caller.name(),
                trusted.stream().map(TrustedIdentities::nameWords).collect(joining(" or "))));
  }

  private Identified withAddress(String address) {
    if (people.isList(address)) {
      return new ListAddress(address);
    }
    return people
        .person(address)
        .<Identified>map(Known::new)
        .orElseGet(() -> new NoAddress(address, Person.FORM_WORDS));
  }
}
