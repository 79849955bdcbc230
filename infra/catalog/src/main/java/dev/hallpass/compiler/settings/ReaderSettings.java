package dev.hallpass.compiler.settings;

import dev.hallpass.catalog.Language;
import dev.hallpass.catalog.Reader;
import dev.hallpass.catalog.Readers;
import dev.hallpass.catalog.people.People;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads `readers` from `hallpass.yaml`: how people read mails and pages.
final class ReaderSettings {

  private final People people;
  private final Map<Person, Reader> byPerson = new HashMap<>();
  private final Map<String, Reader> byDomain = new HashMap<>();

  private ReaderSettings(People people) {
    this.people = people;
  }

  static Readers read(YamlFields fields, People people) {
    Mistakes mistakes = new Mistakes();
    var usual = mistakes.in(() -> reader(fields, Reader.USUAL));
    var settings = new ReaderSettings(people);
    mistakes.check(() ->
        Mistakes.checkEach(
            fields.find("others").map(YamlNode::items).orElse(List.of()),
            node -> settings.add(node.fields(), Mistakes.orElse(usual, Reader.USUAL))));
    mistakes.refuse();
    return new Readers(usual.get(), settings.byPerson, settings.byDomain);
  }

  /// @param otherwise how they read where the fields say nothing
  private static Reader reader(YamlFields fields, Reader otherwise) {
    Mistakes mistakes = new Mistakes();
    var zone =
        mistakes.in(
            () -> fields.find("zone").map(node -> node.zone().getId()).orElse(otherwise.zone()));
    var language =
        mistakes.in(() ->
            fields
                .find("language")
                .map(node -> node.as(Language::of))
                .orElse(otherwise.language()));
    mistakes.refuse();
    return new Reader(zone.get(), language.get());
  }

  private void add(YamlFields fields, Reader usual) {
    Reader reader = reader(fields, usual);
    Mistakes.checkEach(fields.get("who").items(), node -> add(node, reader));
  }

  private void add(YamlNode who, Reader reader) {
    if (!who.text().contains("@")) {
      addOnce(who, byDomain, who.text().toLowerCase(Locale.ROOT), reader);
      return;
    }
    List<Person> reached = people.reachedBy(who.text());
    if (reached.isEmpty()) {
      throw who.refused("must be " + Person.FORM_WORDS);
    }
    reached.forEach(person -> addOnce(who, byPerson, person.untagged(), reader));
  }

  private static <T> void addOnce(YamlNode who, Map<T, Reader> known, T one, Reader reader) {
    if (known.putIfAbsent(one, reader) != null) {
      throw who.refused(
          "%s is among the others already, perhaps by a list or another address; keep one"
              .formatted(one));
    }
  }
}
