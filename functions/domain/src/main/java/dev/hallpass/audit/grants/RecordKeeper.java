package dev.hallpass.audit.grants;

import dev.hallpass.audit.entry.Line;
import dev.hallpass.audit.entry.Logged;
import dev.hallpass.audit.entry.Logged.OfGrant;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.EarlyEntries;
import dev.hallpass.ledger.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The records of grants while a log is read: of each grant how far its chain came, and of those
/// that are wanted what happened.
final class RecordKeeper {

  /// Enough to show what kind of thing happened.
  private static final int MOST = 100;

  private final Predicate<Entry> wanted;
  private final Map<GrantId, Head> heads = new HashMap<>();
  private final Map<GrantId, Recording> recordings = new LinkedHashMap<>();
  private final EarlyEntries<Early> early = new EarlyEntries<>();
  private final List<String> contradictions = new ArrayList<>();

  RecordKeeper(Predicate<Entry> wanted) {
    this.wanted = wanted;
  }

  /// Adds the next line of the log.
  void add(Line line, long index) {
    switch (line.entry().orElse(null)) {
      case null -> contradict("leaf %d of the log cannot be read".formatted(index));
      case OfGrant(Entry entry) -> add(entry, index);
      // No question is about who was blocked.
      case Logged.OfPerson _ -> {}
    }
  }

  private void add(Entry entry, long index) {
    Head head = heads.getOrDefault(entry.grant(), Head.NONE);
    if (entry.sequence() > head.next()) {
      early.add(entry.grant().value(), entry.sequence(), new Early(entry, index));
      return;
    }
    if (entry.sequence() < head.next() || !entry.previous().equals(head.hash())) {
      contradict("%s does not follow the entry before it".formatted(name(entry)));
      return;
    }
    follow(entry, index);
    early
        .take(entry.grant().value(), entry.sequence() + 1)
        .ifPresent(next -> add(next.entry(), next.index()));
  }

  private void follow(Entry entry, long index) {
    heads.put(entry.grant(), new Head(entry.sequence() + 1, entry.hash()));
    @Nullable Recording recording = recordings.get(entry.grant());
    if (recording != null) {
      recording.add(entry, index);
    } else if (entry.sequence() == 0
        && entry.event() instanceof Requested request
        && wanted.test(entry)) {
      recordings.put(entry.grant(), new Recording(entry, request, index));
    }
  }

  private static String name(Entry entry) {
    return new OfGrant(entry).name();
  }

  private void contradict(String what) {
    if (contradictions.size() < MOST) {
      contradictions.add(what);
    }
  }

  /// What could not be read, or follows nothing.
  List<String> contradictions() {
    early
        .firsts()
        .forEach(first -> contradict("%s has none before it".formatted(name(first.entry()))));
    return List.copyOf(contradictions);
  }

  List<GrantRecord> done() {
    return recordings.values().stream().map(Recording::done).toList();
  }

  private record Head(int next, Sha256 hash) {
    static final Head NONE = new Head(0, Sha256.ZERO);
  }

  private record Early(Entry entry, long index) {}
}
