package dev.hallpass.catalog.people;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same human being is the same person under every address.
class PeopleTest {

  private static final Person A_SMITH = new Person("a.smith@example.com");
  private static final Person PLATFORM = new Person("platform@example.com");
  private static final People PEOPLE =
      new People(Map.of(A_SMITH, ALICE), Map.of(PLATFORM, List.of(BOB, CAROL)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice@example.com",
        "Alice@Example.com",
        "a.smith@example.com",
        "A.Smith@Example.com"
      })
  void onesAddressesAreOnePerson(String address) {
    assertThat(PEOPLE.person(address)).contains(ALICE);
    assertThat(PEOPLE.reachedBy(address)).containsExactly(ALICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice+hallpass@example.com",
        "ALICE+a+b@example.com",
        "A.Smith+x@example.com",
        "a.smith+x+y@example.com"
      })
  void aTaggedAddressIsTheSameHumanBeingWithoutTheirAuthority(String address) {
    Person tagged = PEOPLE.person(address).orElseThrow();

    assertThat(tagged).isNotEqualTo(ALICE);
    assertThat(tagged.isSameHumanAs(ALICE)).isTrue();
    assertThat(tagged.isSameHumanAs(BOB)).isFalse();
    assertThat(PEOPLE.reachedBy(address)).containsExactly(tagged);
  }

  @Test
  void aTaggedAddressThatIsNamedAsAnAliasIsThePerson() {
    var named = new People(Map.of(new Person("alice+admin@example.com"), ALICE), Map.of());

    assertThat(named.person("Alice+Admin@example.com")).contains(ALICE);
  }

  @Test
  void aListIsNobodyAndReachesItsMembers() {
    assertThat(PEOPLE.person("Platform@example.com")).isEmpty();
    assertThat(PEOPLE.person("platform+on-call@example.com")).isEmpty();
    assertThat(PEOPLE.reachedBy("Platform@example.com")).containsExactly(BOB, CAROL);
    assertThat(PEOPLE.reachedBy("platform+on-call@example.com")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        "@example.com",
        "+x@example.com",
        "alıce@example.com",
        "\u212Aay@example.com"
      })
  void whatNamesNobodyReachesNobody(String address) {
    assertThat(PEOPLE.person(address)).isEmpty();
    assertThat(PEOPLE.reachedBy(address)).isEmpty();
  }

  @Test
  void anAddressIsOneThingOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(Map.of(A_SMITH, ALICE, ALICE, BOB), Map.of()))
        .withMessageContaining("alice@example.com is both a person and an alias");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(Map.of(A_SMITH, ALICE), Map.of(A_SMITH, List.of(BOB))))
        .withMessageContaining("both a list and an alias");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(Map.of(), Map.of(PLATFORM, List.of(PLATFORM))))
        .withMessageContaining("platform@example.com is both a person and an alias");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new People(Map.of(A_SMITH, ALICE), Map.of(PLATFORM, List.of(A_SMITH))))
        .withMessageContaining("a.smith@example.com is both a person and an alias");
  }
}
