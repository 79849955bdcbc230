package dev.hallpass.adapters.archive;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.SESSION;
import static dev.hallpass.grant.Examples.level;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.approval.Channel;
import dev.hallpass.audit.Audit;
import dev.hallpass.audit.Pins;
import dev.hallpass.audit.Report;
import dev.hallpass.audit.Seen;
import dev.hallpass.audit.TableRows;
import dev.hallpass.authority.InMemorySeals;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.log.Archive;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.LogWriter;
import dev.hallpass.log.NewEntries;
import dev.hallpass.log.NoteKey;
import dev.hallpass.log.NoteSigner;
import dev.hallpass.policy.PolicyArn;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A log of real entries with real seals, written by the writer of logs, and its table.
public final class BuiltLog {

  /// Its name.
  public static final String ORIGIN =
      "arn:aws:dynamodb:eu-central-1:111122223333:table/Ledger/12345678-1234-1234-1234-123456789012";

  private static final Build BUILD = new Build("0123abc", Sha256.of("catalogue"));
  private static final Duration STEP = Duration.ofSeconds(20);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final Archive archive;
  private final KeyPair notes;
  private final InMemorySeals seals = new InMemorySeals();
  private final List<StoredEntry> table = new ArrayList<>();
  private final Map<String, History> grants = new HashMap<>();
  private final Map<String, BlockHistory> people = new HashMap<>();
  private final List<String> news = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private UnaryOperator<GrantEvent> forged = UnaryOperator.identity();
  private String origin = ORIGIN;
  private Optional<String> continued = Optional.empty();
  private Instant now = NOON;
  private int grant;

  public BuiltLog(Archive archive) {
    this(archive, pair());
  }

  private BuiltLog(Archive archive, KeyPair notes) {
    this.archive = archive;
    this.notes = notes;
  }

  /// An empty log of the same name that the same key signs.
  public BuiltLog fork(Archive other) {
    return new BuiltLog(other, notes);
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A small log with lives of each kind in some intervals.
  public static BuiltLog small(Archive archive) {
    BuiltLog log = new BuiltLog(archive);
    log.opened();
    log.interval();
    log.interval();
    log.brokenGlass();
    log.withdrawn();
    log.interval();
    log.denied();
    log.blocked();
    log.interval();
    GrantId open = log.asked();
    log.interval();
    log.goesOn(open);
    log.interval();
    return log;
  }

  /// The key of the checkpoints.
  public NoteKey key() {
    return NoteKey.of(origin, notes.getPublic().getEncoded());
  }

  /// What an auditor of this log knows.
  public Pins pins(Seen... seen) {
    return new Pins(List.of(key()), Optional.of(origin), Optional.of(seals), List.of(seen));
  }

  /// The rows of the table.
  public List<StoredEntry> table() {
    return table;
  }

  /// Forgets a grant that is over, and the rows of the table, so that a long log fits into memory.
  public void forget(GrantId id) {
    grants.remove(id.value());
    table.clear();
  }

  /// A row of the table as an export has it.
  public static String row(StoredEntry entry) {
    ObjectNode item = Json.object();
    entry
        .tree()
        .properties()
        .forEach(one ->
            item.putObject(one.getKey())
                .put(one.getValue().isString() ? "S" : "N", one.getValue().asString()));
    item.putObject("due").put("S", "2026-01-01");
    ObjectNode row = Json.object();
    row.set("Item", item);
    return row.toString();
  }

  /// Changes each event before it is written, as nobody but a forger does.
  public void forge(UnaryOperator<GrantEvent> change) {
    forged = change;
  }

  /// Goes on as the log of another table.
  public void restoreTo(String other) {
    continued = Optional.of(origin);
    origin = other;
  }

  /// Lets the stream say something else than a new entry.
  public void change(String line) {
    changes.add(line);
  }

  /// Ends an interval for which the stream lost its news.
  public void skip() {
    news.clear();
    interval();
  }

  /// Takes news out of the stream that no interval has yet.
  public List<String> news() {
    return news;
  }

  /// The public half of the key of the seals, as KMS gives it.
  public static byte[] sealKey() {
    return InMemorySeals.publicKey();
  }

  /// Signs a text with the key of the log.
  public byte[] sign(String text) {
    try {
      Signature made = Signature.getInstance("Ed25519");
      made.initSign(notes.getPrivate());
      made.update(text.getBytes(UTF_8));
      return made.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What an audit finds.
  public static Report audit(ArchiveReader archive, Pins pins) {
    return audit(archive, pins, Optional.empty());
  }

  /// What an audit finds with a table beside the log.
  public static Report audit(ArchiveReader archive, Pins pins, Optional<TableRows> table) {
    return new Audit(archive, new IntervalJson(), new LoggedJson(), 2)
        .report(pins, table, (_, _, _) -> {});
  }

  /// Signs for so long that the stream is not expected to repeat what the first scan found.
  public void passTheScan() {
    for (int i = 0; i < 3; i++) {
      now = now.plus(Duration.ofHours(22));
      interval();
    }
  }

  /// Ends an interval.
  public void interval() {
    now = now.plus(FIVE_MINUTES);
    var _ =
        new LogWriter(
                archive,
                new Stream(),
                new Signer(),
                new IntervalJson(),
                InstantSource.fixed(now),
                origin,
                continued)
            .run(_ -> {}, () -> true);
  }

  /// A grant that opens, is used, and ends.
  public GrantId opened() {
    GrantId id = asked();
    goesOn(id);
    return id;
  }

  /// A grant that waits for two levels.
  public GrantId asked() {
    GrantId id = next();
    add(id, Examples.requested(ALICE, level(2, BOB, CAROL), level(1, DAVE)));
    add(id, Examples.approved(0, BOB));
    return id;
  }

  /// A grant that was requested.
  public GrantId requested(GrantEvent.Requested request) {
    GrantId id = next();
    add(id, request);
    return id;
  }

  /// The time of the newest entry.
  public Instant now() {
    return now;
  }

  /// A grant that opens with one yes.
  public GrantId opened(GrantEvent.Requested request, Approved yes) {
    GrantId id = requested(request);
    add(id, yes);
    opens(id);
    return id;
  }

  /// What is still to come of a grant that waits.
  public void goesOn(GrantId id) {
    add(id, Examples.approved(0, CAROL));
    add(id, Examples.approved(1, DAVE));
    opens(id);
  }

  private void opens(GrantId id) {
    Instant end = now.plus(Duration.ofHours(1));
    add(id, new GrantEvent.PolicyPlanned(POLICY.ofGrant(id, end), Sha256.of("planned"), end));
    add(
        id,
        new GrantEvent.Activated(new PolicyArn("arn:aws:iam::111122223333:policy/hallpass/" + id)));
    add(id, new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.of(end)));
    add(id, new GrantEvent.CredentialsIssued(ALICE, SESSION, end));
    add(id, Examples.expired());
    add(id, new GrantEvent.PolicyDeleted(Optional.of(Ender.DATE)));
  }

  /// A grant that opens by broken glass.
  public GrantId brokenGlass() {
    GrantId id = next();
    add(id, Examples.brokenGlass());
    add(id, Examples.approvedByRule("break-glass"));
    opens(id);
    add(id, Examples.reviewed(CAROL, Channel.SIGNED));
    return id;
  }

  /// A grant whose only yes is taken back.
  public GrantId withdrawn() {
    GrantId id = next();
    add(id, Examples.requested());
    add(id, Examples.approved(0, BOB));
    add(id, new GrantEvent.Withdrawn(0, BOB, Channel.SIGNED));
    add(id, new GrantEvent.Cancelled(ALICE));
    return id;
  }

  /// A grant that nobody opens.
  public GrantId denied() {
    GrantId id = next();
    add(id, Examples.requested());
    add(id, new GrantEvent.Denied(0, BOB, "no", Channel.SIGNED));
    return id;
  }

  /// A person who is blocked and unblocked.
  public void blocked() {
    add(new Blocked(BOB, ALICE, "lost a laptop", Channel.SIGNED));
    add(new Unblocked(BOB, ALICE, "found it", Channel.SIGNED, Optional.empty()));
  }

  private GrantId next() {
    grant++;
    return Examples.grant(grant);
  }

  /// Adds an entry to a grant. A yes is sealed.
  public void add(GrantId id, GrantEvent event) {
    now = now.plus(STEP);
    History history = grants.getOrDefault(id.value(), History.of(id));
    GrantEvent sealed =
        event instanceof Approved yes && yes.seal().isEmpty()
            ? yes.with(seals.seal(history.statement(yes, now)))
            : event;
    StoredEntry stored = StoredEntry.behind(history, forged.apply(sealed), now, BUILD);
    Entry entry = stored.entryBehind(history);
    grants.put(id.value(), history.with(entry));
    add(stored);
  }

  private void add(BlockEvent event) {
    now = now.plus(STEP);
    PersonId id = PersonId.of(event.person());
    BlockHistory history = people.getOrDefault(id.value(), BlockHistory.of(id));
    BlockEvent sealed =
        event instanceof Unblocked unblocked
            ? unblocked.with(seals.seal(history.statement(unblocked, now)))
            : event;
    StoredEntry stored = StoredEntry.behind(history, sealed, now, BUILD);
    people.put(id.value(), history.with(stored.entryBehind(history)));
    add(stored);
  }

  /// Adds a row to the table, and to its stream.
  public void add(StoredEntry stored) {
    table.add(stored);
    news.add(IntervalJson.line(stored));
  }

  private NewEntries.News taken() {
    NewEntries.News taken =
        new NewEntries.News(news, changes, new TreeMap<>(Map.of("shard", "1")), true);
    news.clear();
    changes.clear();
    return taken;
  }

  /// The stream of the table.
  private final class Stream implements NewEntries {

    @Override
    public Optional<News> after(SortedMap<String, String> positions, int most) {
      return Optional.of(taken());
    }

    @Override
    public News all() {
      return taken();
    }
  }

  /// The key in memory.
  private final class Signer implements NoteSigner {

    @Override
    public NoteKey key(String name) {
      return BuiltLog.this.key().named(name);
    }

    @Override
    public byte[] sign(String text) {
      return BuiltLog.this.sign(text);
    }
  }
}
