package dev.hallpass.catalog.people;

import dev.hallpass.catalog.people.Directory.Answer;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;

/// The groups of every kind, each asked where it is kept.
///
/// @param names those of IAM Identity Center
/// @param duties who is on which duty
public record Groups(Directory<GroupName> names, Directory<DutyName> duties)
    implements Memberships {

  /// No group is known.
  public static final Groups NONE = new Groups(Directory.none(), Directory.none());

  /// The members of a group.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if that is not known
  public Answer members(Group group) {
    return switch (group) {
      case GroupName name -> names.members(name);
      case DutyName duty -> duties.members(duty);
    };
  }

  @Override
  public boolean include(Group group, Person person) {
    return switch (group) {
      case GroupName name -> names.include(name, person);
      case DutyName duty -> duties.include(duty, person);
    };
  }
}
