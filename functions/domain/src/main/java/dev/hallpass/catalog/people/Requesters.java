package dev.hallpass.catalog.people;

import static java.util.stream.Collectors.joining;

import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.stream.Stream;

/// The people who can request an entitlement: people by name, all people of a mail domain, and the
/// members of groups.
public record Requesters(List<Person> people, List<String> domains, List<Group> groups) {

  public Requesters {
    people = List.copyOf(people);
    domains = List.copyOf(domains);
    groups = List.copyOf(groups);
  }

  /// Without groups.
  public Requesters(List<Person> people, List<String> domains) {
    this(people, domains, List.of());
  }

  /// Whether a person is among them.
  ///
  /// @param memberships asked if neither the person nor the domain is named
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory did not answer
  public boolean include(Person person, Memberships memberships) {
    return people.contains(person)
        || domains.contains(person.domain())
        || groups.stream().anyMatch(group -> memberships.include(group, person));
  }

  /// The requesters, in words for people.
  public String words() {
    return Stream.of(
            people.stream().map(Person::email),
            domains.stream().map(one -> "everybody at " + one),
            groups.stream().map(Group::words))
        .flatMap(some -> some)
        .collect(joining(", "));
  }
}
