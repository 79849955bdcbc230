package dev.hallpass.catalog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hallpass.identity.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The people and their addresses. This is the one place where an address becomes a person. A human
/// being is the same person under every address, so nobody can approve their own request under
/// another one.
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

  /// The person of an address, in upper or lower case, with or without a tag, for each of the
  /// person's addresses; empty if the address is a list's, or cannot name a person.
  public Optional<Person> person(String address) {
    return plain(address)
        .filter(plain -> !lists.containsKey(plain))
        .map(plain -> aliases.getOrDefault(plain, plain));
  }

  /// The people whom an address reaches: the members of a list, or one person; empty if it can name
  /// nobody.
  public List<Person> reachedBy(String address) {
    Optional<Person> plain = plain(address);
    return plain.filter(lists::containsKey).isPresent()
        ? lists.getOrDefault(plain.orElseThrow(), List.of())
        : person(address).stream().toList();
  }

  /// An address without its tag: mail systems deliver `name+tag@` to `name@`.
  private static Optional<Person> plain(String address) {
    // In lower case, some letters outside ASCII become letters of ASCII.
    if (!US_ASCII.newEncoder().canEncode(address)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Person.of(address.replaceFirst("\\+[^@]*(?=@)", "")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
