package dev.hallpass.catalog;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Directory.Members;
import dev.hallpass.catalog.Directory.Nobody;
import dev.hallpass.catalog.Directory.Why;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every directory keeps to.
public abstract class DirectoryContract {

  protected static final GroupName TEAM = new GroupName("platform-team");

  /// A directory with this group and no other.
  protected abstract Directory with(GroupName group, List<Person> members);

  @Test
  void theMembersOfAGroupAreItsPeople() {
    assertThat(with(TEAM, List.of(CAROL, BOB)).members(TEAM))
        .isEqualTo(new Members(List.of(BOB, CAROL)));
  }

  @Test
  void aPersonIsInTheGroupsThatHaveThem() {
    Directory directory = with(TEAM, List.of(CAROL, BOB));

    assertThat(directory.include(TEAM, BOB)).isTrue();
    assertThat(directory.include(TEAM, ALICE)).isFalse();
    assertThat(directory.include(new GroupName("platform"), BOB)).isFalse();
    assertThat(directory.include(TEAM, new Person("bob+x@example.com"))).isFalse();
  }

  @Test
  void aGroupThatIsNotThereHasNobody() {
    assertThat(with(TEAM, List.of(BOB)).members(new GroupName("Platform-Team")))
        .isEqualTo(new Nobody(Why.UNKNOWN));
  }

  @Test
  void aGroupWithoutMembersHasNobody() {
    assertThat(with(TEAM, List.of()).members(TEAM)).isEqualTo(new Nobody(Why.EMPTY));
  }

  @Test
  void aGroupThatIsTooLargeHasNobodyToAskAndItsMembersAll() {
    List<Person> many = people(Directory.MOST_MEMBERS + 1);

    assertThat(with(TEAM, many).members(TEAM)).isEqualTo(new Nobody(Why.TOO_LARGE));
    assertThat(with(TEAM, many).include(TEAM, many.getLast())).isTrue();
    assertThat(with(TEAM, people(Directory.MOST_MEMBERS)).members(TEAM))
        .isInstanceOfSatisfying(
            Members.class, members -> assertThat(members.people()).hasSize(Directory.MOST_MEMBERS));
  }

  private static List<Person> people(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Person("person%03d@example.com".formatted(i)))
        .toList();
  }
}
