package dev.hallpass.compiler.settings;

import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.People;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Reads people from addresses, and the names of their groups.
///
/// @param store the directory of the groups; empty if the settings name none
/// @param hasDuties whether the settings say who writes the table of duties
public record PeopleReader(
    People people, Optional<IdentityStore> store, BooleanSupplier hasDuties) {

  public PeopleReader(People people) {
    this(people, Optional.empty(), () -> false);
  }

  public PeopleReader(Settings settings, Supplier<Installation> installation) {
    this(
        settings.people(),
        settings.identityStore(),
        () -> !installation.get().dutyWriters().isEmpty());
  }

  /// The people and their addresses, from the settings.
  static People read(YamlFields settings) {
    Map<Person, Person> aliases = aliases(items(settings.find("people")));
    return new People(aliases, lists(items(settings.find("lists")), aliases));
  }

  private static Map<Person, Person> aliases(List<YamlNode> nodes) {
    Map<Person, Person> aliases = new HashMap<>();
    Set<Person> known = new HashSet<>();
    Mistakes.checkEach(
        nodes,
        node -> {
          YamlFields fields = node.fields();
          Person person = once(fields.get("person"), known);
          Mistakes.checkEach(
              fields.get("also").items(), also -> aliases.put(once(also, known), person));
        });
    return aliases;
  }

  private static Person once(YamlNode node, Set<Person> known) {
    Person address = address(node);
    if (!known.add(address)) {
      throw node.refused(
          "%s is named for a person already; name each address once".formatted(address));
    }
    return address;
  }

  private static Map<Person, List<Person>> lists(
      List<YamlNode> nodes, Map<Person, Person> aliases) {
    Set<Person> addresses = new HashSet<>();
    Mistakes.checkEach(
        nodes,
        node -> {
          YamlNode list = node.fields().get("list");
          Person address = address(list);
          if (aliases.containsKey(address) || aliases.containsValue(address)) {
            throw list.refused(
                address + " is the address of a person; give the list an address of its own");
          }
          if (!addresses.add(address)) {
            throw list.refused(address + " is the address of another list; keep one of them");
          }
        });
    PeopleReader reader = new PeopleReader(new People(aliases, Map.of()));
    Map<Person, List<Person>> lists = new HashMap<>();
    Mistakes.checkEach(
        nodes,
        node -> {
          YamlNode members = node.fields().get("members");
          Mistakes.checkEach(
              members.items(),
              member -> {
                if (addresses.contains(address(member))) {
                  throw member.refused(
                      "is a list, and a list holds only people; name its members instead");
                }
              });
          lists.put(address(node.fields().get("list")), reader.people(members));
        });
    return lists;
  }

  private static Person address(YamlNode node) {
    return People.PLAIN.person(node.text()).orElseThrow(() -> noAddress(node));
  }

  // One that begins with a plus is only a tag.
  private static CatalogRefused noAddress(YamlNode node) {
    return node.refused("must be " + Person.FORM_WORDS);
  }

  /// The people whom a list of addresses reaches, each once. A person may be named only once, by
  /// any of their addresses; the members of lists may overlap.
  public List<Person> people(YamlNode list) {
    Set<Person> all = new LinkedHashSet<>();
    Set<Person> named = new HashSet<>();
    Mistakes.checkEach(
        list.items(),
        node -> {
          List<Person> reached = people.reachedBy(node.text());
          if (reached.isEmpty()) {
            throw noAddress(node);
          }
          Optional<Person> person = people.person(node.text());
          if (person.filter(one -> !named.add(one.untagged())).isPresent()) {
            throw node.refused(
                "%s is listed twice, perhaps by two addresses; keep one"
                    .formatted(person.orElseThrow()));
          }
          all.addAll(reached);
        });
    return List.copyOf(all);
  }

  /// The people of a field, which can be left out where groups are named beside it.
  public List<Person> people(YamlFields fields, String field, List<? extends Group> groups) {
    return groups.isEmpty()
        ? people(fields.get(field))
        : fields.find(field).map(this::people).orElse(List.of());
  }

  /// The people who can make requests.
  public Requesters requesters(YamlNode node) {
    YamlFields fields = node.fields();
    return new Requesters(
        fields.find("people").map(this::people).orElse(List.of()),
        items(fields.find("domains")).stream().map(YamlNode::text).toList(),
        groups(fields));
  }

  /// The groups and duties that a node names; empty if it names none.
  public List<Group> groups(YamlFields fields) {
    Mistakes mistakes = new Mistakes();
    var names = mistakes.in(() -> names(fields.find("groups")));
    var duties = mistakes.in(() -> duties(fields.find("duties")));
    mistakes.refuse();
    return Group.all(names.get(), duties.get());
  }

  /// The groups of Identity Center that a list names; empty without a list.
  public List<GroupName> names(Optional<YamlNode> list) {
    list.filter(_ -> store.isEmpty())
        .ifPresent(node -> {
          throw node.refused(
              "are groups of Identity Center, and %s does not say where that is; add the field identityStore there"
                  .formatted(CatalogFiles.SETTINGS));
        });
    return list.map(node -> node.each(one -> one.as(GroupName::new))).orElse(List.of());
  }

  private List<DutyName> duties(Optional<YamlNode> list) {
    list.filter(_ -> !hasDuties.getAsBoolean())
        .ifPresent(node -> {
          throw node.refused(
              "are duties, and %s does not say which role writes who has them; add the field dutyWriters there"
                  .formatted(CatalogFiles.SETTINGS));
        });
    return list.map(node -> node.each(one -> one.as(DutyName::new))).orElse(List.of());
  }

  private static List<YamlNode> items(Optional<YamlNode> list) {
    return list.map(YamlNode::items).orElse(List.of());
  }
}
