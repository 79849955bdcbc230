package dev.hallpass.catalog;

import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;

/// Who is in which group of IAM Identity Center.
@FunctionalInterface
public interface Memberships {

  /// Takes everybody for a member of each group: where nothing opens, or the directory is asked
  /// besides.
  Memberships NOT_ASKED = (_, _) -> true;

  /// Whether a person is in a group.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory did not answer
  boolean include(GroupName group, Person person);
}
