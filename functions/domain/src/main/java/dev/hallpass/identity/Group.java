package dev.hallpass.identity;

import java.util.List;
import java.util.stream.Stream;

/// People who are named together. Who they are is asked when it counts.
public sealed interface Group permits GroupName, DutyName {

  /// Its name.
  String value();

  /// The kind and the name, in words for people.
  String words();

  /// Groups of both kinds in one list.
  static List<Group> all(List<GroupName> names, List<DutyName> duties) {
    return Stream.<Group>concat(names.stream(), duties.stream()).toList();
  }

  /// The groups of Identity Center among these.
  static List<GroupName> names(List<Group> groups) {
    return only(GroupName.class, groups);
  }

  /// The duties among these.
  static List<DutyName> duties(List<Group> groups) {
    return only(DutyName.class, groups);
  }

  private static <G extends Group> List<G> only(Class<G> kind, List<Group> groups) {
    return groups.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
