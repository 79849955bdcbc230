package dev.hallpass.catalog;

import dev.hallpass.identity.Person;
import java.util.Map;
import java.util.Optional;

/// How people read mails and pages.
///
/// @param usual how most people do
/// @param people how some people do, each under the address without a tag
/// @param domains how people with addresses of some domains do
public record Readers(Reader usual, Map<Person, Reader> people, Map<String, Reader> domains) {

  /// What holds where the settings say nothing of it.
  public static final Readers USUAL = new Readers(Reader.USUAL, Map.of(), Map.of());

  public Readers {
    people = Map.copyOf(people);
    domains = Map.copyOf(domains);
  }

  /// How a person reads. What the settings say of the person counts before what they say of the
  /// domain.
  public Reader of(Person person) {
    return Optional.ofNullable(people.get(person.untagged()))
        .orElseGet(() -> domains.getOrDefault(person.domain(), usual));
  }
}
