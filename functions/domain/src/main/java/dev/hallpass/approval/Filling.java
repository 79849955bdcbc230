package dev.hallpass.approval;

import dev.hallpass.identity.Person;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The search for distinct people who say all yeses of a plan, nobody two of them: a matching in
/// the graph of levels and people (source: Kuhn, augmenting paths).
final class Filling {

  private final List<List<Person>> candidates;
  private final Map<Person, Integer> levelOf = new HashMap<>();
  private final Set<Person> tried = new HashSet<>();
  private final Set<Integer> reached = new TreeSet<>();

  private Filling(List<List<Person>> candidates) {
    this.candidates = candidates;
  }

  /// The levels that together have too few people; empty if distinct people can fill all.
  ///
  /// @param needed the number of yeses that each level needs
  /// @param candidates the people who can say yes at each level
  static List<Integer> shortLevels(
      List<Integer> needed, List<? extends Collection<Person>> candidates) {
    var filling =
        new Filling(
            candidates.stream()
                .map(people -> people.stream().map(Person::untagged).distinct().toList())
                .toList());
    for (int level = 0; level < needed.size(); level++) {
      for (int yes = 0; yes < needed.get(level); yes++) {
        filling.tried.clear();
        filling.reached.clear();
        if (!filling.finds(level)) {
          return List.copyOf(filling.reached);
        }
      }
    }
    return List.of();
  }

  /// Finds one more person for a level. Another level may have to give one up and find a new one.
  private boolean finds(int level) {
    reached.add(level);
    for (Person person : candidates.get(level)) {
      if (tried.add(person)) {
        Integer other = levelOf.get(person);
        if (other == null || finds(other)) {
          levelOf.put(person, level);
          return true;
        }
      }
    }
    return false;
  }
}
