package dev.hallpass.catalog.people;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import java.util.Optional;

/// Who a caller is by the settings.
public sealed interface Identified {

  /// The person; empty for a stranger.
  default Optional<Person> person() {
    return Optional.empty();
  }

  /// A person.
  record Known(Person known) implements Identified {
    @Override
    public Optional<Person> person() {
      return Optional.of(known);
    }
  }

  /// A caller whom the settings take for nobody.
  sealed interface Stranger extends Identified {}

  /// The settings trust no identity of the account.
  record OtherAccount(AccountId account) implements Stranger {}

  /// The settings trust other identities of the account.
  ///
  /// @param identity such as `the permission set ReadOnly in the account 111122223333`
  record OtherIdentity(String identity) implements Stranger {}

  /// The name has the length of the longest session name, so its end may be missing.
  record CutName(String name) implements Stranger {}

  /// The name stands for no address of a person.
  ///
  /// @param form what it must be, in words for people
  record NoAddress(String name, String form) implements Stranger {}

  /// The name stands for an address that reaches several people.
  record ListAddress(String address) implements Stranger {}
}
