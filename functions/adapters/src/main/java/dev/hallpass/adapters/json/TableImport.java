package dev.hallpass.adapters.json;

import dev.hallpass.block.BlockEntry;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.PersonId;
import dev.hallpass.ledger.EarlyEntries;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// The items of a new table, from the lines of the archive in the order of the log, in the form
/// that an import of DynamoDB reads (source: DynamoDB, import formats, DynamoDB JSON).
public final class TableImport {

  private final Map<GrantId, History> grants = new HashMap<>();
  private final Map<PersonId, BlockHistory> people = new HashMap<>();
  private final Set<String> places = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();
  private final EarlyEntries<StoredEntry> early = new EarlyEntries<>();

  /// The lines of the import that the next line of the archive gives. An entry that came before one
  /// that it follows waits for it, because its keys depend on all that it follows.
  ///
  /// @return none if an entry waits, or has its place already: a table never had the second one
  /// @throws IllegalArgumentException if the line is not an entry
  public List<String> next(String line) {
    StoredEntry entry = read(line);
    String chain = entry.grant();
    if (!places.add(chain + "/" + entry.sequence())) {
      return List.of();
    }
    if (entry.sequence() > next.getOrDefault(chain, 0)) {
      early.add(chain, entry.sequence(), entry);
      return List.of();
    }
    List<String> items = new ArrayList<>();
    Optional<StoredEntry> following = Optional.of(entry);
    while (following.isPresent()) {
      items.add(item(following.get(), keys(following.get())));
      next.merge(chain, 1, Integer::sum);
      following = early.take(chain, next.getOrDefault(chain, 0));
    }
    return items;
  }

  /// The lines of the import for the entries whose chains have a gap before them, when all lines of
  /// the archive were added. No index lists them.
  public List<String> behindGaps() {
    return early.all().map(entry -> item(entry, Map.of())).toList();
  }

  private static String item(StoredEntry entry, Map<String, String> keys) {
    ObjectNode item = Json.object();
    entry
        .tree()
        .properties()
        .forEach(member ->
            item.putObject(member.getKey())
                .put(member.getValue().isNumber() ? "N" : "S", member.getValue().asString()));
    keys.forEach((name, value) -> item.putObject(name).put("S", value));
    ObjectNode whole = Json.object();
    whole.set("Item", item);
    return Json.canonical(whole);
  }

  private static StoredEntry read(String line) {
    try {
      return StoredEntry.of(Json.read(line));
    } catch (Json.UnexpectedJson | JacksonException e) {
      throw new IllegalArgumentException("Not an entry of the ledger", e);
    }
  }

  /// A broken chain is restored as it was, and opens nothing. No index lists what is behind the
  /// break; its grant is found by its policy.
  private Map<String, String> keys(StoredEntry entry) {
    try {
      return PersonId.isOne(entry.grant()) ? keysOfPerson(entry) : keysOfGrant(entry);
    } catch (CorruptLedger | IllegalArgumentException broken) {
      return Map.of();
    }
  }

  private Map<String, String> keysOfGrant(StoredEntry entry) {
    GrantId grant = new GrantId(entry.grant());
    History before = grants.getOrDefault(grant, History.of(grant));
    Entry read = entry.entryBehind(before);
    grants.put(grant, before.with(read));
    return IndexKeys.of(before, read.event(), read.at());
  }

  private Map<String, String> keysOfPerson(StoredEntry entry) {
    PersonId person = new PersonId(entry.grant());
    BlockHistory before = people.getOrDefault(person, BlockHistory.of(person));
    BlockEntry read = entry.entryBehind(before);
    people.put(person, before.with(read));
    return IndexKeys.of(read.event(), read.at());
  }
}
