package dev.hallpass.catalog;

import static java.util.stream.Collectors.joining;

import dev.hallpass.identity.Person;
import java.util.List;
import java.util.stream.Stream;

/// The people who can request an entitlement: people by name, and all people of a mail domain.
public record Requesters(List<Person> people, List<String> domains) {

  public Requesters {
    people = List.copyOf(people);
    domains = List.copyOf(domains);
  }

  /// Whether a person is among them.
  public boolean include(Person person) {
    return people.contains(person) || domains.contains(person.domain());
  }

  /// The requesters, in words for people.
  public String words() {
    return Stream.concat(
            people.stream().map(Person::email), domains.stream().map(one -> "everybody at " + one))
        .collect(joining(", "));
  }
}
