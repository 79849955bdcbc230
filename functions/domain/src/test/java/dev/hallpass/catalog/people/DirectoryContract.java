package dev.hallpass.catalog.people;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.people.Directory.Members;
import dev.hallpass.catalog.people.Directory.Nobody;
import dev.hallpass.catalog.people.Directory.Why;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every directory keeps to.
public abstract class DirectoryContract<G extends Group> {

  protected final G team;

  private final Function<String, G> named;

  /// @param named the group of a name
  protected DirectoryContract(Function<String, G> named) {
    this.named = named;
    this.team = named.apply("platform-team");
  }

  /// A directory with this group and no other.
  protected abstract Directory<G> with(G group, List<Person> members);

  @Test
  void theMembersOfAGroupAreItsPeople() {
    assertThat(with(team, List.of(CAROL, BOB)).members(team))
        .isEqualTo(new Members(List.of(BOB, CAROL)));
  }

  @Test
  void aPersonIsInTheGroupsThatHaveThem() {
    Directory<G> directory = with(team, List.of(CAROL, BOB));

    assertThat(directory.include(team, BOB)).isTrue();
    assertThat(directory.include(team, ALICE)).isFalse();
    assertThat(directory.include(named.apply("platform"), BOB)).isFalse();
    assertThat(directory.include(team, new Person("bob+x@example.com"))).isFalse();
  }

  @Test
  void aGroupThatIsNotThereHasNobody() {
    assertThat(with(team, List.of(BOB)).members(named.apply("platform-teams")))
        .isEqualTo(new Nobody(Why.UNKNOWN));
  }

  @Test
  void aGroupWithoutMembersHasNobody() {
    assertThat(with(team, List.of()).members(team)).isEqualTo(new Nobody(Why.EMPTY));
  }

  @Test
  void aGroupThatIsTooLargeHasNobodyToAskAndItsMembersAll() {
    List<Person> many = people(Directory.MOST_MEMBERS + 1);

    assertThat(with(team, many).members(team)).isEqualTo(new Nobody(Why.TOO_LARGE));
    assertThat(with(team, many).include(team, many.getLast())).isTrue();
    assertThat(with(team, people(Directory.MOST_MEMBERS)).members(team))
        .isInstanceOfSatisfying(
            Members.class, members -> assertThat(members.people()).hasSize(Directory.MOST_MEMBERS));
  }

  private static List<Person> people(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Person("person%03d@example.com".formatted(i)))
        .toList();
  }
}
