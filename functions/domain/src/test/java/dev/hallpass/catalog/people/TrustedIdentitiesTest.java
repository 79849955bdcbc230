package dev.hallpass.catalog.people;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Limits;
import dev.hallpass.catalog.Mailing;
import dev.hallpass.catalog.Readers;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.Identified.CutName;
import dev.hallpass.catalog.people.Identified.Known;
import dev.hallpass.catalog.people.Identified.ListAddress;
import dev.hallpass.catalog.people.Identified.NoAddress;
import dev.hallpass.catalog.people.Identified.OtherAccount;
import dev.hallpass.catalog.people.Identified.OtherIdentity;
import dev.hallpass.catalog.people.TrustedIdentities.IamUsers;
import dev.hallpass.catalog.people.TrustedIdentities.NamedRole;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who a caller is by the settings, and who is nobody.
class TrustedIdentitiesTest {

  private static final AccountId OTHER = new AccountId("777788889999");
  private static final UserNames ADDRESSES = new UserNames(UserNames.Form.ADDRESSES, "example.com");
  private static final UserNames LOGINS = new UserNames(UserNames.Form.LOGINS, "example.com");
  private static final UserNames LOOKED_UP = new UserNames(UserNames.Form.DIRECTORY, "example.com");
  private static final Map<String, String> ADDRESS_OF_USER =
      Map.of(
          "CORP_asmith", "Alice@Example.com",
          "CORP_guest", "guest@elsewhere.example",
          "alice@example.com", "bob@example.com");
  private static final Users USERS = name -> Optional.ofNullable(ADDRESS_OF_USER.get(name));
  private static final Settings SETTINGS =
      new Settings(
          List.of(
              new PermissionSet(HUB, "Engineer", ADDRESSES),
              new PermissionSet(HUB, "On_Call", ADDRESSES),
              new PermissionSet(TARGET, "Engineer", LOGINS),
              new PermissionSet(TARGET, "Analyst", LOOKED_UP),
              new NamedRole(TARGET, "okta/", "Developer", "Only Okta is trusted.", ADDRESSES),
              new IamUsers(HUB, Map.of("dave-cli", DAVE))),
          "hallpass@example.com",
          Limits.USUAL,
          Duration.ofMinutes(15),
          new People(
              Map.of(Person.of("b.jones@example.com"), BOB),
              Map.of(Person.of("platform@example.com"), List.of(BOB, CAROL))),
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          false,
          Mailing.USUAL,
          List.of(),
          Readers.USUAL);

  @Test
  void usersOfPermissionSetsInSeveralAccountsArePeople() {
    assertThat(sso(HUB, "Engineer", "Alice@example.com")).isEqualTo(new Known(ALICE));
    assertThat(sso(HUB, "On_Call", "b.jones@example.com")).isEqualTo(new Known(BOB));
  }

  @Test
  void aLoginStandsForTheAddressOfItsDomain() {
    assertThat(sso(TARGET, "Engineer", "alice")).isEqualTo(new Known(ALICE));
    assertThat(sso(TARGET, "Engineer", "B.Jones")).isEqualTo(new Known(BOB));
    // It could be another user than alice.
    assertThat(sso(TARGET, "Engineer", "alice@example.com")).isInstanceOf(NoAddress.class);
    assertThat(sso(TARGET, "Engineer", "alice@elsewhere.example")).isInstanceOf(NoAddress.class);
  }

  @Test
  void aUserNameOfIdentityCenterStandsForThePrimaryAddressOfItsUser() {
    assertThat(sso(TARGET, "Analyst", "CORP_asmith")).isEqualTo(new Known(ALICE));
    // What looks like an address is a user name too, and the directory says whose.
    assertThat(sso(TARGET, "Analyst", "alice@example.com")).isEqualTo(new Known(BOB));
    assertThat(sso(TARGET, "Analyst", "CORP_nobody"))
        .isEqualTo(
            new NoAddress(
                "CORP_nobody",
                "a user name of Identity Center whose user has a primary e-mail address of"
                    + " example.com"));
    assertThat(sso(TARGET, "Analyst", "CORP_guest")).isInstanceOf(NoAddress.class);
  }

  @Test
  void aNamedRoleIsTrustedForTheNamesOfItsSessions() {
    assertThat(session(TARGET, "Developer", "carol@example.com")).isEqualTo(new Known(CAROL));
    assertThat(session(HUB, "Developer", "carol@example.com")).isInstanceOf(OtherIdentity.class);
    assertThat(session(TARGET, "developer", "carol@example.com")).isInstanceOf(OtherIdentity.class);
  }

  @Test
  void anIamUserIsThePersonOfTheList() {
    assertThat(identified("arn:aws:iam::%s:user/dave-cli".formatted(HUB)))
        .isEqualTo(new Known(DAVE));
    assertThat(identified("arn:aws:iam::%s:user/old/tools/dave-cli".formatted(HUB)))
        .isEqualTo(new Known(DAVE));
    assertThat(identified("arn:aws:iam::%s:user/dave-cli/eve".formatted(HUB)))
        .isEqualTo(new OtherIdentity("the IAM user eve in the account " + HUB));
    assertThat(identified("arn:aws:iam::%s:user/dave-cli".formatted(TARGET)))
        .isInstanceOf(OtherIdentity.class);
    assertThat(session(HUB, "dave-cli", "dave@example.com")).isInstanceOf(OtherIdentity.class);
    assertThat(session(HUB, "Other", "dave-cli")).isInstanceOf(OtherIdentity.class);
  }

  @Test
  void anotherIdentityOfAKnownAccountIsAStranger() {
    assertThat(sso(HUB, "ReadOnly", "alice@example.com"))
        .isEqualTo(new OtherIdentity("the permission set ReadOnly in the account " + HUB));
    assertThat(session(HUB, "Engineer", "alice@example.com"))
        .isEqualTo(new OtherIdentity("the role Engineer in the account " + HUB));
  }

  @Test
  void anAccountOfWhichNothingIsNamedIsAStranger() {
    assertThat(sso(OTHER, "Engineer", "alice@example.com")).isEqualTo(new OtherAccount(OTHER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alice", "alice@evil.example", "alice@example.com.evil.example", "@example.com"})
  void aNameWithoutAnAddressOfTheDomainIsAStranger(String name) {
    assertThat(sso(HUB, "Engineer", name)).isInstanceOf(NoAddress.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"o,brien@example.com", "a=b@c@example.com"})
  void anAddressWithCharactersThatNoAddressCanHaveHereIsAStranger(String name) {
    assertThat(sso(HUB, "Engineer", name)).isEqualTo(new NoAddress(name, Person.FORM_WORDS));
  }

  @Test
  void aNameThatMayBeCutIsAStrangerAlthoughItLooksLikeAnAddress() {
    String name = "a".repeat(52) + "@example.com";
    String shorter = name.substring(1);

    assertThat(sso(HUB, "Engineer", name)).isEqualTo(new CutName(name));
    assertThat(sso(HUB, "Engineer", shorter)).isEqualTo(new Known(new Person(shorter)));
    assertThat(sso(TARGET, "Engineer", "a".repeat(64))).isInstanceOf(CutName.class);
  }

  @Test
  void theAddressOfAListIsAStranger() {
    assertThat(sso(HUB, "Engineer", "Platform@example.com"))
        .isEqualTo(new ListAddress("Platform@example.com"));
    assertThat(sso(TARGET, "Engineer", "platform"))
        .isEqualTo(new ListAddress("platform@example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws-cn:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/alice@example.com",
        "arn:aws-us-gov:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/alice@example.com",
        "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_0123456789abcdeg/alice@example.com",
        "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/al ice@example.com",
        "arn:aws:sts::111122223333:federated-user/alice@example.com",
        "arn:aws:iam::111122223333:root",
        ""
      })
  void nobodyElseIsTakenForAPerson(String userArn) {
    assertThat(identified(userArn).person()).isEmpty();
  }

  private static Identified sso(AccountId account, String permissionSet, String user) {
    return session(account, "AWSReservedSSO_%s_0123456789abcdef".formatted(permissionSet), user);
  }

  private static Identified session(AccountId account, String role, String name) {
    return identified("arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, role, name));
  }

  private static Identified identified(String arn) {
    return SETTINGS.identified("aws", arn, USERS);
  }
}
