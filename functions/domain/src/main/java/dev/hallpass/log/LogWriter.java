package dev.hallpass.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.identity.Sha256;
import dev.hallpass.log.Interval.Part;
import dev.hallpass.log.NewEntries.News;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What brings new entries into the log and signs its checkpoints.
///
/// One conditional write of its number commits an interval. All that follows is a function of
/// committed intervals. So several writers at once, and one that begins again after a crash, write
/// the same objects and sign the same text.
public final class LogWriter {

  /// About how many entries an interval has at most.
  private static final int MOST = 5_000;

  /// How old an interval may be to read the stream on from it. A stream keeps a record for 24
  /// hours, and says nothing if the first ones of a shard are gone (source: DynamoDB Streams, data
  /// retention limit; GetShardIterator, TRIM_HORIZON). The hour less is for a reading that is slow.
  private static final Duration READABLE = Duration.ofHours(23);

  /// How long after a scan the stream may bring what the scan found: the 24 hours that it keeps a
  /// record, and as many more, because records may stay a while after that (source: DynamoDB
  /// Streams, data retention limit).
  private static final Duration REPEATABLE = Duration.ofDays(2);

  private final Archive archive;
  private final NewEntries ledger;
  private final NoteSigner signer;
  private final LogFormat format;
  private final InstantSource clock;
  private final String origin;
  private final Optional<String> continued;

  /// @param origin the name of the log: that of the ledger's table
  /// @param continued the name of the log that this one may go on after
  public LogWriter(
      Archive archive,
      NewEntries ledger,
      NoteSigner signer,
      LogFormat format,
      InstantSource clock,
      String origin,
      Optional<String> continued) {
    this.archive = archive;
    this.ledger = ledger;
    this.signer = signer;
    this.format = format;
    this.clock = clock;
    this.origin = origin;
    this.continued = continued;
  }

  /// Brings into the log what is new, and signs it; also that nothing is new.
  ///
  /// @param newest told the time of the newest checkpoint, before anything is signed
  /// @param mayGoOn asked before each further interval
  /// @return the intervals that are signed now, at least one
  /// @throws LogForked if the archive holds what this log cannot have come from
  /// @throws dev.hallpass.port.OutcomeUnknown if something did not answer
  public List<Interval> run(Consumer<Instant> newest, BooleanSupplier mayGoOn) {
    Optional<ArchivedObject> pointer = archive.read(ArchiveNames.NEWEST);
    Optional<Committed> last = pointer.map(this::pointedAt);
    last.ifPresent(one -> newest.accept(one.interval().at()));
    List<Interval> signed = new ArrayList<>();
    String note = "";
    Optional<Committed> unfinished = after(last);
    while (unfinished.isPresent()) {
      note = finished(last, unfinished.get());
      signed.add(unfinished.get().interval());
      last = unfinished;
      unfinished = after(last);
    }
    boolean isAll = false;
    while (!isAll) {
      Found found = news(last);
      News news = found.news();
      Committed next = committed(last, found);
      note = finished(last, next);
      signed.add(next.interval());
      last = Optional.of(next);
      isAll = news.isAll() || !mayGoOn.getAsBoolean();
    }
    point(pointer, note);
    return signed;
  }

  private Committed pointedAt(ArchivedObject pointer) {
    Checkpoint checkpoint = checkpoint(pointer);
    Committed found =
        read(checkpoint.interval())
            .orElseThrow(() -> new LogForked("The newest checkpoint is of no interval"));
    require(
        found.interval().checkpoint(found.digest()).equals(checkpoint),
        "The newest checkpoint is not that of its interval");
    return found;
  }

  private static Checkpoint checkpoint(ArchivedObject pointer) {
    try {
      return Checkpoint.parse(SignedNote.parse(pointer.text()).text());
    } catch (IllegalArgumentException _) {
      throw new LogForked("The newest checkpoint has not the form of one");
    }
  }

  /// The interval after another one, if it is committed already.
  private Optional<Committed> after(Optional<Committed> before) {
    Optional<Committed> next = read(before.map(one -> one.interval().number() + 1).orElse(0L));
    next.ifPresent(one ->
        require(
            one.interval().previous().equals(before.map(Committed::digest).orElse(Sha256.ZERO)),
            "An interval does not follow the one before it"));
    return next;
  }

  private Optional<Committed> read(long number) {
    return archive
        .read(ArchiveNames.interval(number))
        .map(object -> {
          Interval interval = format.interval(object.text());
          require(interval.number() == number, "An interval has the number of another one");
          return new Committed(interval, Sha256.of(object.content()), Optional.empty());
        });
  }

  private Found news(Optional<Committed> before) {
    Optional<Interval> newest = before.map(Committed::interval);
    newest.ifPresent(interval ->
        require(
            interval.origin().equals(origin) || continued.equals(Optional.of(interval.origin())),
            "The archive holds the log of another table"));
    return newest
        .filter(this::isReadOn)
        .flatMap(interval ->
            ledger
                .after(interval.positions(), MOST)
                .map(news -> new Found(withoutRepeats(news, interval), false)))
        .orElseGet(() -> new Found(firstOf(unknown(ledger.all(), newest, 0)), true));
  }

  /// Of what the stream gives, what is not in the log yet. Only after a scan it can be there.
  private News withoutRepeats(News news, Interval newest) {
    return newest
        .lastScan()
        .filter(_ -> !news.entries().isEmpty())
        .map(scan -> unknown(news, Optional.of(newest), sizeAt(newest, scan.minus(REPEATABLE))))
        .orElse(news);
  }

  /// How many entries the log had at a time. Intervals are never older than the one before them.
  private long sizeAt(Interval newest, Instant time) {
    long first = 0;
    long behind = newest.number() + 1;
    while (first < behind) {
      long middle = (first + behind) / 2;
      if (interval(middle).at().isBefore(time)) {
        first = middle + 1;
      } else {
        behind = middle;
      }
    }
    return first == 0 ? 0 : interval(first - 1).tree().size();
  }

  private Interval interval(long number) {
    return read(number).orElseThrow(() -> new LogForked("A committed interval is gone")).interval();
  }

  /// Whether the stream surely has all that came after an interval.
  private boolean isReadOn(Interval interval) {
    return interval.origin().equals(origin)
        && !interval.positions().isEmpty()
        && clock.instant().isBefore(interval.at().plus(READABLE));
  }

  /// What of it is not in the log yet, each entry once.
  ///
  /// @param from how many entries of the log are too old to be among it
  private News unknown(News news, Optional<Interval> newest, long from) {
    Set<Sha256> known = new HashSet<>();
    newest
        .map(interval -> interval.tree().size())
        .filter(size -> size > from)
        .map(size -> TilePath.last(TilePath.ENTRIES, size))
        .ifPresent(last -> bundles(from, last).forEach(bundle -> addLeaves(bundle, known)));
    return new News(
        news.entries().stream().filter(line -> known.add(format.hash(line))).toList(),
        news.changes(),
        news.positions(),
        news.isAll());
  }

  private static Stream<TilePath> bundles(long from, TilePath last) {
    return Stream.concat(
        LongStream.range(from / TilePath.FULL, last.index())
            .mapToObj(index -> new TilePath(TilePath.ENTRIES, index, TilePath.FULL)),
        Stream.of(last));
  }

  private void addLeaves(TilePath bundle, Set<Sha256> known) {
    Tiles.leaves(needed(bundle.text()))
        .forEach(leaf -> known.add(new Sha256(HexFormat.of().formatHex(leaf))));
  }

  /// As many of a scan's entries as an interval has. Only the last interval of a scan knows how far
  /// the stream was read, so that a writer who begins again scans again.
  private static News firstOf(News scan) {
    return scan.entries().size() <= MOST
        ? scan
        : new News(scan.entries().subList(0, MOST), List.of(), new TreeMap<>(), false);
  }

  private Committed committed(Optional<Committed> before, Found found) {
    News news = found.news();
    Optional<Interval> last = before.map(Committed::interval);
    long number = last.map(one -> one.number() + 1).orElse(0L);
    // Clocks differ, and the time of a log never goes back.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant at = last.map(Interval::at).filter(now::isBefore).orElse(now);
    Interval interval =
        new Interval(
            number,
            at,
            origin,
            last.map(Interval::tree).orElse(Tree.EMPTY).with(hashes(news.entries())),
            archived(ArchiveNames.ENTRIES, number, at, news.entries()),
            archived(ArchiveNames.CHANGES, number, at, news.changes()),
            news.positions(),
            found.isScan(),
            before.map(Committed::digest).orElse(Sha256.ZERO),
            last.map(Interval::origin).filter(one -> !one.equals(origin)),
            last.flatMap(Interval::lastScan)
                .filter(scan -> !found.isScan() && at.isBefore(scan.plus(REPEATABLE))));
    byte[] text = format.text(interval).getBytes(UTF_8);
    return archive.add(ArchiveNames.interval(number), text)
        ? new Committed(interval, Sha256.of(text), Optional.of(news.entries()))
        : after(before).orElseThrow(() -> new LogForked("A committed interval is gone"));
  }

  private Optional<Part> archived(String folder, long number, Instant at, List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Sha256 digest = Lines.digest(lines);
    String name = ArchiveNames.lines(folder, number, at, digest);
    archive.add(name, Lines.compressed(lines));
    return Optional.of(new Part(name, digest, lines.size()));
  }

  /// Writes what follows from an interval, and signs its checkpoint.
  ///
  /// @return the signed checkpoint
  private String finished(Optional<Committed> before, Committed one) {
    Optional<ArchivedObject> there =
        one.lines().isPresent()
            ? Optional.empty()
            : archive.read(ArchiveNames.checkpoint(one.interval().number()));
    return there.map(ArchivedObject::text).orElseGet(() -> signed(before, one));
  }

  private String signed(Optional<Committed> before, Committed one) {
    Interval interval = one.interval();
    Tree tree = before.map(last -> last.interval().tree()).orElse(Tree.EMPTY);
    List<String> lines = one.lines().orElseGet(() -> lines(interval));
    require(
        tree.with(hashes(lines)).equals(interval.tree()),
        "An interval is not what its entries are");
    tiles(tree.size(), lines).forEach(this::addSame);
    NoteKey key = key(interval);
    String text = interval.checkpoint(one.digest()).text();
    SignedNote note = SignedNote.of(text, key, signer.sign(text));
    require(note.isSignedBy(key), "The key of the log is another one than that in the archive");
    archive.add(ArchiveNames.checkpoint(interval.number()), note.note().getBytes(UTF_8));
    return note.note();
  }

  /// The key of the log in the name of the interval's origin. The first interval asks the signer,
  /// which costs as much as a signature.
  private NoteKey key(Interval interval) {
    if (interval.number() == 0) {
      archive.add(ArchiveNames.KEY, signer.key(interval.origin()).text().getBytes(UTF_8));
    }
    return NoteKey.parse(new String(needed(ArchiveNames.KEY), UTF_8)).named(interval.origin());
  }

  private Map<String, byte[]> tiles(long before, List<String> lines) {
    return Tiles.grown(
        before,
        lines.stream().map(line -> HexFormat.of().parseHex(format.hash(line).hex())).toList(),
        this::needed);
  }

  private List<String> lines(Interval interval) {
    return interval
        .entries()
        .map(part -> {
          List<String> lines = Lines.read(needed(part.object()));
          require(Lines.digest(lines).equals(part.digest()), "Entries in the archive are others");
          return lines;
        })
        .orElse(List.of());
  }

  private List<Hash> hashes(List<String> lines) {
    return lines.stream().map(line -> Hash.ofEntry(format.hash(line))).toList();
  }

  private byte[] needed(String name) {
    return archive
        .read(name)
        .map(ArchivedObject::content)
        .orElseThrow(() -> new LogForked("The archive has not " + name));
  }

  private void addSame(String name, byte[] content) {
    require(
        archive.add(name, content) || Arrays.equals(needed(name), content),
        "The archive has another " + name);
  }

  /// Tells where the newest checkpoint is. If another writer was faster, that is as good.
  private void point(Optional<ArchivedObject> pointer, String note) {
    byte[] content = note.getBytes(UTF_8);
    if (pointer.isPresent()) {
      archive.replace(ArchiveNames.NEWEST, pointer.get(), content);
    } else {
      archive.add(ArchiveNames.NEWEST, content);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new LogForked(otherwise);
    }
  }

  /// What came.
  ///
  /// @param isScan whether a scan found it, and not only the stream
  private record Found(News news, boolean isScan) {}

  /// An interval that is committed.
  ///
  /// @param digest the hash of its text in the archive
  /// @param lines its entries, if they are known here
  private record Committed(Interval interval, Sha256 digest, Optional<List<String>> lines) {}
}
