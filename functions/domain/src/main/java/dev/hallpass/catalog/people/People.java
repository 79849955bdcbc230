package dev.hallpass.catalog.people;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hallpass.identity.Person;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The people and their addresses. This is the one place where an address becomes a person. A human
/// being is the same person under every alias, so nobody can approve their own request under
/// another one. An address with a tag, `name+tag@`, has no authority of `name@`; that it is the
/// same human being excludes it ([Person#isSameHumanAs]).
///
/// @param aliases the person of each other address
/// @param lists the members of each address that reaches several people
public record People(Map<Person, Person> aliases, Map<Person, List<Person>> lists) {

  /// No aliases and no lists.
  public static final People PLAIN = new People(Map.of(), Map.of());

  /// @throws IllegalArgumentException if an address has two meanings
  public People {
    aliases = Map.copyOf(aliases);
    Map<Person, List<Person>> members = new HashMap<>();
    lists.forEach((list, people) -> members.put(list, List.copyOf(people)));
    lists = Map.copyOf(members);
    for (Person address :
        Stream.concat(aliases.keySet().stream(), lists.keySet().stream()).toList()) {
      if (aliases.containsValue(address) || isMember(lists, address)) {
        throw new IllegalArgumentException(
            address + " is both a person and an alias or a list; keep one");
      }
      if (aliases.containsKey(address) && lists.containsKey(address)) {
        throw new IllegalArgumentException(
            address + " is both a list and an alias of a person; keep one");
      }
    }
  }

  private static boolean isMember(Map<Person, List<Person>> lists, Person address) {
    return lists.values().stream().anyMatch(members -> members.contains(address));
  }

  /// The person of an address, in upper or lower case, for each of the person's addresses; empty if
  /// the address is a list's, or cannot name a person. A tag stays, behind the name of the person.
  public Optional<Person> person(String address) {
    return written(address).filter(person -> !isList(person)).flatMap(this::named);
  }

  /// Whether an address reaches several people.
  public boolean isList(String address) {
    return written(address).filter(this::isList).isPresent();
  }

  private boolean isList(Person address) {
    return lists.containsKey(address) || lists.containsKey(address.untagged());
  }

  private Optional<Person> named(Person address) {
    if (aliases.containsKey(address) || !aliases.containsKey(address.untagged())) {
      return Optional.of(aliases.getOrDefault(address, address));
    }
    String name = aliases.getOrDefault(address.untagged(), address).untagged().email();
    String tag =
        address.email().substring(address.email().indexOf('+'), address.email().indexOf('@'));
    return written(name.replace("@", tag + "@"));
  }

  /// The addresses of a person.
  public Stream<String> addressesOf(Person person) {
    return Stream.concat(
            Stream.of(person),
            aliases.entrySet().stream()
                .filter(alias -> alias.getValue().equals(person))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Person::email)))
        .map(Person::email);
  }

  /// The people whom an address reaches: the members of a list, or one person; empty if it can name
  /// nobody.
  public List<Person> reachedBy(String address) {
    Optional<Person> written = written(address);
    return written.filter(lists::containsKey).isPresent()
        ? lists.getOrDefault(written.orElseThrow(), List.of())
        : person(address).stream().toList();
  }

  private static Optional<Person> written(String address) {
    // In lower case, some letters outside ASCII become letters of ASCII.
    if (!US_ASCII.newEncoder().canEncode(address) || address.startsWith("+")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Person.of(address));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
