package dev.hallpass.adapters.json;

import dev.hallpass.block.BlockEntry;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.PersonId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.util.HashMap;
import java.util.HashSet;
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

  /// The line of the import for the next line of the archive.
  ///
  /// @return empty if an entry has its place already: a table never had the second one
  /// @throws IllegalArgumentException if the line is not an entry
  public Optional<String> next(String line) {
    StoredEntry entry = read(line);
    if (!places.add(entry.grant() + "/" + entry.sequence())) {
      return Optional.empty();
    }
    ObjectNode item = Json.object();
    entry
        .tree()
        .properties()
        .forEach(member ->
            item.putObject(member.getKey())
                .put(member.getValue().isNumber() ? "N" : "S", member.getValue().asString()));
    keys(entry).forEach((name, value) -> item.putObject(name).put("S", value));
    ObjectNode whole = Json.object();
    whole.set("Item", item);
    return Optional.of(Json.canonical(whole));
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
