package dev.hallpass.catalog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hallpass.identity.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Who is who: the one place where an address becomes a person. The same human being is the same
/// person under every address, so that nobody meets themselves as somebody else.
///
/// @param aliases the person behind each other address of theirs
/// @param lists the members behind each address that reaches more than one
public record People(Map<Person, Person> aliases, Map<Person, List<Person>> lists) {

  /// Nobody has another address, and no address reaches more than one.
  public static final People PLAIN = new People(Map.of(), Map.of());

  /// @throws IllegalArgumentException if an address is said to be two things
  public People {
    aliases = Map.copyOf(aliases);
    Map<Person, List<Person>> members = new HashMap<>();
    lists.forEach((list, people) -> members.put(list, List.copyOf(people)));
    lists = Map.copyOf(members);
    for (Person address :
        Stream.concat(aliases.keySet().stream(), lists.keySet().stream()).toList()) {
      if (aliases.containsValue(address) || isMember(lists, address)) {
        throw new IllegalArgumentException(address + " is a person and another address as well");
      }
      if (aliases.containsKey(address) && lists.containsKey(address)) {
        throw new IllegalArgumentException(address + " is a list and an alias as well");
      }
    }
  }

  private static boolean isMember(Map<Person, List<Person>> lists, Person address) {
    return lists.values().stream().anyMatch(members -> members.contains(address));
  }

  /// The person behind an address, in whatever case, with whatever tag and under whichever of their
  /// addresses; empty if it is the address of a list, or none that can name a person.
  public Optional<Person> person(String address) {
    return plain(address)
        .filter(plain -> !lists.containsKey(plain))
        .map(plain -> aliases.getOrDefault(plain, plain));
  }

  /// The people whom an address reaches: the members of a list, or the person; none if it can name
  /// nobody.
  public List<Person> reachedBy(String address) {
    Optional<Person> plain = plain(address);
    return plain.filter(lists::containsKey).isPresent()
        ? lists.getOrDefault(plain.orElseThrow(), List.of())
        : person(address).stream().toList();
  }

  /// An address without what makes no difference: mail systems deliver `name+tag@` to `name@`.
  private static Optional<Person> plain(String address) {
    // Some letters outside of ASCII become ones of ASCII in lower case.
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
