package dev.hallpass.catalog;

import dev.hallpass.catalog.people.Directory;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A directory in memory that can be out of reach.
public final class InMemoryDirectory<G extends Group> implements Directory<G> {

  private final Function<String, G> named;
  private final Map<G, List<Person>> groups = new HashMap<>();
  private int asked;
  private boolean reachable = true;

  /// @param named the group of a name
  public InMemoryDirectory(Function<String, G> named) {
    this.named = named;
  }

  /// Adds a group, or gives one other members.
  public void group(String name, Person... members) {
    groups.put(named.apply(name), List.of(members));
  }

  /// Removes a group.
  public void remove(String name) {
    groups.remove(named.apply(name));
  }

  /// Whether the directory answers.
  public void reachable(boolean reachable) {
    this.reachable = reachable;
  }

  /// How often it was asked.
  public int asked() {
    return asked;
  }

  @Override
  public Answer members(G group) {
    Optional<List<Person>> members = found(group);
    if (members.isEmpty()) {
      return new Nobody(Why.UNKNOWN);
    }
    if (members.get().isEmpty()) {
      return new Nobody(Why.EMPTY);
    }
    return members.get().size() > MOST_MEMBERS
        ? new Nobody(Why.TOO_LARGE)
        : new Members(members.get().stream().sorted(Comparator.comparing(Person::email)).toList());
  }

  @Override
  public boolean include(G group, Person person) {
    return found(group).filter(members -> members.contains(person)).isPresent();
  }

  private Optional<List<Person>> found(G group) {
    asked++;
    if (!reachable) {
      throw new OutcomeUnknown("read a group", new IOException("no answer about " + group));
    }
    return Optional.ofNullable(groups.get(group));
  }
}
