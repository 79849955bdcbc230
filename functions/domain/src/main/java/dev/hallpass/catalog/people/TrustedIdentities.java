package dev.hallpass.catalog.people;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.CallerArn;
import dev.hallpass.identity.Person;
import java.util.Map;
import java.util.Optional;

/// Callers of one account whose names stand for people, because the callers do not choose them.
public sealed interface TrustedIdentities {

  AccountId account();

  /// Whether a caller is one of them.
  boolean include(CallerArn caller);

  /// The address that the name of one of them stands for; empty if it stands for none.
  ///
  /// @param users asked where the name must be looked up
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory of users did not answer
  Optional<String> address(String name, Users users);

  /// Whether names are looked up in the identity store.
  default boolean areLookedUp() {
    return false;
  }

  /// What a name must be, in words for people.
  String nameWords();

  /// A permission set of IAM Identity Center, which chooses the session names of its roles.
  ///
  /// @param name its name
  record PermissionSet(AccountId account, String name, UserNames userNames)
      implements TrustedIdentities {

    @Override
    public boolean include(CallerArn caller) {
      return caller.account().equals(account)
          && caller.permissionSet().filter(name::equals).isPresent();
    }

    @Override
    public Optional<String> address(String name, Users users) {
      return userNames.address(name, users);
    }

    @Override
    public boolean areLookedUp() {
      return userNames.form() == UserNames.Form.DIRECTORY;
    }

    @Override
    public String nameWords() {
      return userNames.words();
    }
  }

  /// A role whose session names an identity provider sets. AWS cannot tell it from a role whose
  /// callers choose them.
  ///
  /// @param path such as `okta/`, with a slash at its end; empty if the role has none
  /// @param name its name
  /// @param reason why its session names can be trusted
  record NamedRole(AccountId account, String path, String name, String reason, UserNames userNames)
      implements TrustedIdentities {

    @Override
    public boolean include(CallerArn caller) {
      return caller.account().equals(account) && caller.role().filter(name::equals).isPresent();
    }

    @Override
    public Optional<String> address(String name, Users users) {
      return userNames.address(name, users);
    }

    @Override
    public String nameWords() {
      return userNames.words();
    }
  }

  /// IAM users, each with the address of the person.
  ///
  /// @param people by user name
  record IamUsers(AccountId account, Map<String, Person> people) implements TrustedIdentities {

    public IamUsers {
      people = Map.copyOf(people);
    }

    @Override
    public boolean include(CallerArn caller) {
      return caller.account().equals(account)
          && caller.role().isEmpty()
          && people.containsKey(caller.name());
    }

    @Override
    public Optional<String> address(String name, Users users) {
      return Optional.ofNullable(people.get(name)).map(Person::email);
    }

    @Override
    public String nameWords() {
      return "one that the list of IAM users has";
    }
  }
}
