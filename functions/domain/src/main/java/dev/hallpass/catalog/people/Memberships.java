package dev.hallpass.catalog.people;

import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;

/// Who is in which group.
@FunctionalInterface
public interface Memberships {

  /// Takes everybody for a member of each group: where nothing opens, or the groups are asked
  /// besides.
  Memberships NOT_ASKED = (_, _) -> true;

  /// Whether a person is in a group.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if that is not known
  boolean include(Group group, Person person);
}
