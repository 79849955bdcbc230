package dev.hallpass.grant;

import dev.hallpass.identity.Person;

/// The actor of an event: a person, or Hallpass itself.
///
/// @param name an e-mail address, or `hallpass`
public record Actor(String name) {

  /// Hallpass, which acts by its own rules.
  public static final Actor HALLPASS = new Actor("hallpass");

  /// A person as an actor.
  public static Actor of(Person person) {
    return new Actor(person.email());
  }

  @Override
  public String toString() {
    return name;
  }
}
