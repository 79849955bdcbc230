package dev.hallpass.adapters.json;

import static dev.hallpass.grant.Examples.MALLORY;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Cancelled;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ObjectNode;

/// What is stored of one grant: the story of a sample, told of another grant, at other times and in
/// other words.
///
/// @param before what there was before each entry
public record RetoldGrant(List<History> before, List<StoredEntry> entries) {

  private static final List<String> WORDS =
      List.of("Why?", "case 4711", "\"quoted\"", "größer", "e\u0301", "\ud83d\ude00", "a\\b", "\n");

  public RetoldGrant {
    before = List.copyOf(before);
    entries = List.copyOf(entries);
  }

  /// The same story of another grant.
  public static RetoldGrant of(History story, SplittableRandom random) {
    GrantId grant = new GrantId("grant-%016x%016x".formatted(random.nextLong(), random.nextLong()));
    Duration later = Duration.ofMillis(random.nextLong(100_000_000_000L));
    List<History> before = new ArrayList<>();
    List<StoredEntry> entries = new ArrayList<>();
    History history = History.of(grant);
    for (Entry entry : story.entries()) {
      StoredEntry stored =
          StoredEntry.behind(
              history,
              retold(entry.event(), story.grant(), grant, random),
              entry.at().plus(later),
              entry.build());
      before.add(history);
      entries.add(stored);
      history = history.with(stored.entryBehind(history));
    }
    return new RetoldGrant(before, entries);
  }

  private static GrantEvent retold(
      GrantEvent event, GrantId from, GrantId to, SplittableRandom random) {
    ObjectNode tree = (ObjectNode) Json.read(EventJson.write(event));
    List.of("justification", "reason", "remarks").stream()
        .filter(tree::has)
        .forEach(member -> tree.put(member, words(random)));
    return EventJson.read(EventJson.type(event), tree.toString().replace(from.value(), to.value()));
  }

  private static String words(SplittableRandom random) {
    return random
        .ints(1 + random.nextInt(4), 0, WORDS.size())
        .mapToObj(WORDS::get)
        .reduce("Why?", (one, other) -> one + " " + other);
  }

  /// Whose life it is.
  public GrantId grant() {
    return before.getFirst().grant();
  }

  int last() {
    return entries.size() - 1;
  }

  /// What somebody writes who knows how entries are made, behind the first so many of them.
  public StoredEntry forged(int place) {
    History history =
        place > last()
            ? before.getLast().with(entries.getLast().entryBehind(before.getLast()))
            : before.get(place);
    return StoredEntry.behind(
        history,
        new Cancelled(MALLORY),
        Instant.parse("2026-12-24T18:00:00Z"),
        new Build("forged", Sha256.of("forged")));
  }

  /// These entries, if they are read as if nothing had happened to them.
  ///
  /// @param changed in the order of their sequence, which is how they are read
  /// @throws dev.hallpass.grant.CorruptLedger if they are not
  History read(List<StoredEntry> changed) {
    int same = 0;
    // The first ones are as they were, and were read then.
    while (same < last() && same < changed.size() && changed.get(same).equals(entries.get(same))) {
      same++;
    }
    History history = before.get(same);
    for (StoredEntry entry : changed.subList(same, changed.size())) {
      history = history.with(entry.entryBehind(history));
    }
    return history;
  }
}
