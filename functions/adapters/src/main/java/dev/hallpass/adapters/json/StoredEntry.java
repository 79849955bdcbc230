package dev.hallpass.adapters.json;

import dev.hallpass.block.BlockEntry;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.grant.Actor;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An entry in its stored form: nine members, of which the hash covers the other eight.
///
/// @param grant the grant, or the person whom it is about
/// @param event the event in its RFC 8785 form, so that the hashed bytes are the stored bytes
/// @param build `commit/digest of the catalogue`
public record StoredEntry(
    String grant,
    int sequence,
    String type,
    String at,
    String actor,
    String event,
    String previous,
    String build,
    String hash) {

  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,9}");
  private static final int OUT_OF_PLACE = -1;
  private static final CheckedEntries CHECKED = new CheckedEntries();
  private static final String HASH = "its hash is not the hash of its content";

  /// The stored form of an event that follows a history.
  public static StoredEntry behind(History history, GrantEvent event, Instant at, Build build) {
    StoredEntry open =
        new StoredEntry(
            history.grant().value(),
            history.next(),
            EventJson.type(event),
            Json.text(at),
            event.actor().name(),
            EventJson.write(event),
            history.head().hex(),
            text(build),
            "");
    return open.hashed();
  }

  /// The stored form of an event that follows a person's history.
  public static StoredEntry behind(
      BlockHistory history, BlockEvent event, Instant at, Build build) {
    StoredEntry open =
        new StoredEntry(
            history.id().value(),
            history.next(),
            BlockJson.type(event),
            Json.text(at),
            event.admin().email(),
            BlockJson.write(event),
            history.head().hex(),
            text(build),
            "");
    return open.hashed();
  }

  /// Reads the nine members from a JSON object, unchecked.
  ///
  /// @throws Json.UnexpectedJson if it has others
  public static StoredEntry of(JsonNode tree) {
    Json.allow(
        tree, "grant", "sequence", "type", "at", "actor", "event", "previous", "build", "hash");
    return new StoredEntry(
        Json.text(tree, "grant"),
        Json.number(tree, "sequence"),
        Json.text(tree, "type"),
        Json.text(tree, "at"),
        Json.text(tree, "actor"),
        Json.text(tree, "event"),
        Json.text(tree, "previous"),
        Json.text(tree, "build"),
        Json.text(tree, "hash"));
  }

  /// The sequence that a number says, as DynamoDB writes numbers. Everything but a plain whole
  /// number counts as an entry out of place.
  public static int sequence(String number) {
    return SEQUENCE.matcher(number).matches() ? Integer.parseInt(number) : OUT_OF_PLACE;
  }

  /// Reads the nine members from the attributes of an item, unchecked.
  ///
  /// @param sequence the number as DynamoDB writes it
  /// @param text gives each other attribute by its name
  public static StoredEntry ofItem(String sequence, UnaryOperator<String> text) {
    return new StoredEntry(
        text.apply("grant"),
        sequence(sequence),
        text.apply("type"),
        text.apply("at"),
        text.apply("actor"),
        text.apply("event"),
        text.apply("previous"),
        text.apply("build"),
        text.apply("hash"));
  }

  /// Whether the entry can have a place in a chain.
  public boolean isInPlace() {
    return sequence >= 0;
  }

  /// The hash of the other eight members. The stored hash does not matter.
  ///
  /// @throws Json.UnexpectedJson if a text is not valid Unicode
  public Sha256 computedHash() {
    return Sha256.of(Json.canonical(hashedMembers()));
  }

  /// Reads the entry that follows a history, and checks that it belongs there.
  ///
  /// @throws CorruptLedger if it is not the next link of the chain, or was altered
  public Entry entryBehind(History history) {
    requireBehind(history.grant().value(), history.next(), history.head());
    return CHECKED.entry(this);
  }

  /// Reads the entry that follows a person's history, and checks that it belongs there.
  ///
  /// @throws CorruptLedger if it is not the next link of the chain, or was altered
  public BlockEntry entryBehind(BlockHistory history) {
    requireBehind(history.id().value(), history.next(), history.head());
    require(isAsHashed(), HASH);
    return readBlockEntry();
  }

  /// Reads the entry about a person without a check of its place.
  ///
  /// @param computed the hash of its content
  /// @throws CorruptLedger if it was altered
  BlockEntry blockEntry(Sha256 computed) {
    require(hash.equals(computed.hex()), HASH);
    return readBlockEntry();
  }

  private BlockEntry readBlockEntry() {
    try {
      return new BlockEntry(
          new PersonId(grant),
          sequence,
          Instant.parse(at),
          BlockJson.read(type, event),
          new Sha256(previous),
          new Sha256(hash));
    } catch (Json.UnexpectedJson
        | JacksonException
        | IllegalArgumentException
        | DateTimeException _) {
      throw unreadable();
    }
  }

  private void requireBehind(String chain, int next, Sha256 head) {
    require(grant.equals(chain), "it belongs to another chain");
    require(sequence == next, "entry %d is missing".formatted(next));
    require(previous.equals(head.hex()), "it does not follow the entry before it");
  }

  /// Whether this is the stored form of an entry that was read before.
  ///
  /// @throws CorruptLedger if it was altered
  public boolean is(Entry entry) {
    return CHECKED.entry(this).equals(entry);
  }

  /// Reads the entry without a check of its place.
  ///
  /// @throws CorruptLedger if it was altered
  Entry entry() {
    require(isAsHashed(), HASH);
    return readEntry();
  }

  /// Reads the entry without a check of its place.
  ///
  /// @param computed the hash of its content
  /// @throws CorruptLedger if it was altered
  Entry entry(Sha256 computed) {
    require(hash.equals(computed.hex()), HASH);
    return readEntry();
  }

  private Entry readEntry() {
    try {
      return new Entry(
          new GrantId(grant),
          sequence,
          Instant.parse(at),
          new Actor(actor),
          EventJson.read(type, event),
          origin(),
          new Sha256(previous),
          new Sha256(hash));
    } catch (Json.UnexpectedJson
        | JacksonException
        | IllegalArgumentException
        | DateTimeException _) {
      throw unreadable();
    }
  }

  /// The doorbell that the entry says was hung, unchecked; empty if it says something else, or
  /// cannot be read.
  public Optional<Doorbell> doorbell() {
    try {
      return EventJson.read(type, event).hung();
    } catch (Json.UnexpectedJson | JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// All nine members as one JSON object.
  public ObjectNode tree() {
    return hashedMembers().put("hash", hash);
  }

  private boolean isAsHashed() {
    try {
      return hash.equals(hashed().hash());
    } catch (Json.UnexpectedJson _) {
      return false;
    }
  }

  private StoredEntry hashed() {
    return new StoredEntry(
        grant, sequence, type, at, actor, event, previous, build, computedHash().hex());
  }

  private ObjectNode hashedMembers() {
    return Json.object()
        .put("grant", grant)
        .put("sequence", sequence)
        .put("type", type)
        .put("at", at)
        .put("actor", actor)
        .put("event", event)
        .put("previous", previous)
        .put("build", build);
  }

  private static String text(Build build) {
    return build.commit() + "/" + build.catalog().hex();
  }

  private Build origin() {
    int slash = build.lastIndexOf('/');
    return new Build(
        build.substring(0, Math.max(slash, 0)), new Sha256(build.substring(slash + 1)));
  }

  private void require(boolean holds, String contradiction) {
    if (!holds) {
      throw corrupt(contradiction);
    }
  }

  /// Without the cause, because it may quote the content.
  private CorruptLedger unreadable() {
    return corrupt("its content cannot be read");
  }

  private CorruptLedger corrupt(String contradiction) {
    return new CorruptLedger("entry %d of %s: %s".formatted(sequence, grant, contradiction));
  }
}
