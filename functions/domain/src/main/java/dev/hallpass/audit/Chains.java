package dev.hallpass.audit;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import dev.hallpass.audit.Findings.Place;
import dev.hallpass.audit.entry.Logged;
import dev.hallpass.audit.entry.Logged.OfGrant;
import dev.hallpass.audit.entry.Logged.OfPerson;
import dev.hallpass.block.BlockEntry;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.block.UnblockStatement;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.PersonId;
import dev.hallpass.ledger.EarlyEntries;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Newest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The chains of a log, followed entry by entry.
final class Chains {

  private final Pins pins;
  private final Findings findings;
  private final LongFunction<Stream<Logged>> again;
  private final boolean keepsAll;
  private final Map<String, Chain> chains = new HashMap<>();
  private final Map<String, ReplayedGrant> lives;
  private final EarlyEntries<Early> early = new EarlyEntries<>();
  private final Unasked unasked = new Unasked();
  private long seals;
  private long opened;

  /// @param again reads the entries of an interval again, for a grant whose state was forgotten
  /// @param most how many grants' states are kept
  /// @param keepsAll whether the hashes of all entries are kept, to compare them with a table
  Chains(
      Pins pins,
      Findings findings,
      LongFunction<Stream<Logged>> again,
      int most,
      boolean keepsAll) {
    this.pins = pins;
    this.findings = findings;
    this.again = again;
    this.lives = Newest.of(most);
    this.keepsAll = keepsAll;
  }

  /// Adds the next entry of the log.
  ///
  /// @param line its place in the interval, from 1
  void add(Logged entry, int line, Place place) {
    Chain chain = chains.computeIfAbsent(entry.chain(), _ -> new Chain());
    if (entry.sequence() < chain.next()) {
      findings.add(
          place.signed(line, entry.name(), "is there already, or another one in its place"));
    } else if (entry.sequence() > chain.next()) {
      if (!early.add(entry.chain(), entry.sequence(), new Early(entry, line, place))) {
        findings.add(place.signed(line, entry.name(), "is there already"));
      }
    } else {
      follow(chain, entry, line, place);
      followEarly(chain, entry.chain());
    }
  }

  private void followEarly(Chain chain, String id) {
    Optional<Early> next = early.take(id, chain.next());
    while (next.isPresent()) {
      follow(chain, next.get().entry(), next.get().line(), next.get().place());
      next = early.take(id, chain.next());
    }
  }

  private void follow(Chain chain, Logged entry, int line, Place place) {
    if (!entry.previous().equals(chain.head())) {
      findings.add(
          place.signed(line, entry.name(), "does not follow the entry before it in its chain"));
      chain.contradict();
    }
    if (!chain.isContradicted()) {
      wrong(chain, entry, line, place)
          .ifPresent(wrong -> {
            findings.add(place.signed(line, entry.name(), wrong));
            chain.contradict();
          });
    }
    chain.add(entry.hash(), place.interval(), keepsAll);
  }

  private Optional<String> wrong(Chain chain, Logged logged, int line, Place place) {
    return switch (logged) {
      case OfGrant(Entry entry) -> wrong(chain, entry, line, place);
      case OfPerson(BlockEntry entry) -> wrong(entry, line, place);
    };
  }

  private Optional<String> wrong(Chain chain, Entry entry, int line, Place place) {
    ReplayedGrant before = life(chain, entry.grant());
    if (entry.event() instanceof Approved yes && yes.seal().isPresent()) {
      before
          .statement(entry, yes)
          .ifPresent(statement -> check(yes.seal().get(), statement, entry(entry), line, place));
    }
    if (ReplayedGrant.isOpenedBy(entry)) {
      opened++;
      Optional<String> barred = before.barred();
      if (barred.isPresent()) {
        return barred;
      }
      if (before.asksNobody()) {
        unasked.add(entry);
      }
    }
    try {
      lives.put(entry.grant().value(), before.with(entry));
      return Optional.empty();
    } catch (CorruptLedger e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String entry(Entry entry) {
    return new OfGrant(entry).name();
  }

  private Optional<String> wrong(BlockEntry entry, int line, Place place) {
    if (!PersonId.of(entry.event().person()).equals(entry.id())) {
      return Optional.of("is about another person");
    }
    if (entry.event() instanceof Unblocked unblocked && unblocked.seal().isPresent()) {
      check(
          unblocked.seal().get(),
          new UnblockStatement(entry.id(), entry.previous(), unblocked, entry.at()),
          new OfPerson(entry).name(),
          line,
          place);
    }
    return Optional.empty();
  }

  private void check(Seal seal, Sealable statement, String what, int line, Place place) {
    if (pins.sealKey().isPresent()) {
      seals++;
      findings.unless(
          () -> pins.mayHaveMade(seal, statement),
          place.signed(line, what, "has a seal that the key of the seals did not make"));
    }
  }

  /// The state of a grant, read again if it was forgotten.
  private ReplayedGrant life(Chain chain, GrantId grant) {
    return chain.next() == 0
        ? ReplayedGrant.of(grant)
        : Optional.ofNullable(lives.get(grant.value())).orElseGet(() -> replayed(chain, grant));
  }

  private ReplayedGrant replayed(Chain chain, GrantId grant) {
    TreeMap<Integer, Entry> entries = new TreeMap<>();
    LongStream.of(chain.intervals())
        .mapToObj(again)
        .flatMap(found -> found)
        .filter(found -> found.chain().equals(grant.value()) && found.sequence() < chain.next())
        .forEach(found -> entries.put(found.sequence(), ((OfGrant) found).entry()));
    ReplayedGrant life = ReplayedGrant.of(grant);
    for (Entry entry : entries.values()) {
      life = life.with(entry);
    }
    if (entries.isEmpty() || !entries.lastEntry().getValue().hash().equals(chain.head())) {
      throw new NoLog(
          "The archive changed while it was read: %s is not what it was. Audit it again."
              .formatted(grant));
    }
    return life;
  }

  /// Says what is missing, when all entries were added.
  void end() {
    early
        .firsts()
        .forEach(first ->
            findings.add(
                first
                    .place()
                    .signed(
                        first.line(),
                        first.entry().name(),
                        "is there, and entry %d before it is not"
                            .formatted(chain(first.entry().chain()).map(Chain::next).orElse(0)))));
  }

  /// The chain of a grant or of a person; empty if the log has none of its entries.
  Optional<Chain> chain(String id) {
    return Optional.ofNullable(chains.get(id));
  }

  Map<String, Chain> all() {
    return chains;
  }

  int people() {
    return Math.toIntExact(chains.keySet().stream().filter(PersonId::isOne).count());
  }

  long seals() {
    return seals;
  }

  long opened() {
    return opened;
  }

  /// The accesses that were opened without a yes of a person.
  Unasked unasked() {
    return unasked;
  }

  /// An entry that came before one that it follows.
  private record Early(Logged entry, int line, Place place) {}
}
