package dev.hallpass.local.gateway;

import dev.hallpass.identity.Person;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The people who can sign requests to the local system: five colleagues, and mallory, whom no list
/// names.
public record LocalPeople(List<LocalPerson> all) {

  /// Who the people are.
  public static final List<Person> EVERYBODY =
      Stream.of(
              "alice@example.com",
              "bob@example.com",
              "carol@example.com",
              "dave@example.com",
              "erin@example.com",
              "mallory@elsewhere.example")
          .map(Person::new)
          .toList();

  private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  public LocalPeople {
    all = List.copyOf(all);
  }

  /// The people, each with a new access key.
  ///
  /// @param random the source of the secrets; a `SecureRandom`, except in tests
  public static LocalPeople generate(RandomGenerator random) {
    return EVERYBODY.stream()
        .map(person -> new LocalPerson(person, accessKeyId(random), secret(random)))
        .collect(Collectors.collectingAndThen(Collectors.toList(), LocalPeople::new));
  }

  /// The person with this access key.
  public Optional<LocalPerson> withAccessKey(String accessKeyId) {
    return all.stream().filter(one -> one.accessKeyId().equals(accessKeyId)).findFirst();
  }

  /// The person with this address.
  ///
  /// @throws java.util.NoSuchElementException if nobody has it
  public LocalPerson get(Person person) {
    return all.stream().filter(one -> one.person().equals(person)).findFirst().orElseThrow();
  }

  private static String accessKeyId(RandomGenerator random) {
    return random
        .ints(16, 0, KEY_LETTERS.length())
        .mapToObj(letter -> KEY_LETTERS.substring(letter, letter + 1))
        .collect(Collectors.joining("", "AKIA", ""));
  }

  private static String secret(RandomGenerator random) {
    byte[] bytes = new byte[30];
    random.nextBytes(bytes);
    // Without slash and plus, so the secret needs no quotes in a shell.
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}
