package dev.hallpass.catalog.people;

import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import java.util.List;

/// The groups of one kind and their people.
///
/// @param <G> the names of the groups
public interface Directory<G extends Group> {

  /// The most members of a group that can be asked for a yes.
  int MOST_MEMBERS = 50;

  /// The members of a group.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory did not answer
  Answer members(G group);

  /// Whether a person is in a group.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory did not answer
  boolean include(G group, Person person);

  /// The answer about a group.
  sealed interface Answer {}

  /// The members who have an address, in the order of their addresses. There is at least one.
  record Members(List<Person> people) implements Answer {
    public Members {
      people = List.copyOf(people);
    }
  }

  /// Nobody can be asked.
  record Nobody(Why why) implements Answer {}

  /// Why a group has nobody who can be asked.
  enum Why {
    /// There is no group of this name.
    UNKNOWN,
    /// No member has an address that can name a person.
    EMPTY,
    /// It has more members than [#MOST_MEMBERS].
    TOO_LARGE,
    /// The time of all its members is over.
    OVER
  }

  /// Where the settings name no directory: no group is known.
  static <G extends Group> Directory<G> none() {
    return new Directory<>() {
      @Override
      public Answer members(G group) {
        return new Nobody(Why.UNKNOWN);
      }

      @Override
      public boolean include(G group, Person person) {
        return false;
      }
    };
  }
}
