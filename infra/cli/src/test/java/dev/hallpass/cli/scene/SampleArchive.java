package dev.hallpass.cli.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Interval.Part;
import dev.hallpass.log.Lines;
import dev.hallpass.log.NoteKey;
import dev.hallpass.log.SignedNote;
import dev.hallpass.log.Tiles;
import dev.hallpass.log.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A folder with a log of stories from `events/ledger`.
public final class SampleArchive {

  private static final Path SAMPLES = Path.of("../../events/ledger");
  private static final String ORIGIN =
      "arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger/one";
  private static final IntervalJson FORMAT = new IntervalJson();
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final Path folder;
  private final KeyPair pair;
  private final Map<String, StoredEntry> byHash = new HashMap<>();
  private Instant at = Instant.parse("2026-12-01T09:05:00Z");
  private Tree tree = Tree.EMPTY;
  private long number;

  /// @param folder an empty folder
  public SampleArchive(Path folder) {
    this.folder = folder;
    this.pair = pair();
    write(ArchiveNames.KEY, key().text().getBytes(UTF_8));
    for (String life : List.of(".", "break-glass", "managed", "shell")) {
      try (Stream<Path> files = Files.list(SAMPLES.resolve(life))) {
        files
            .filter(Files::isRegularFile)
            .map(SampleArchive::entry)
            .forEach(entry -> byHash.put(entry.hash(), entry));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static StoredEntry entry(Path file) {
    try {
      return StoredEntry.of(Json.read(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder.
  public Path folder() {
    return folder;
  }

  /// The story that ends with a sample, such as `break-glass/reviewed`.
  public List<StoredEntry> story(String sample) {
    List<StoredEntry> story = new ArrayList<>();
    Optional<StoredEntry> next = Optional.of(entry(SAMPLES.resolve(sample + ".json")));
    while (next.isPresent()) {
      story.addFirst(next.get());
      next = Optional.ofNullable(byHash.get(next.get().previous()));
    }
    return story;
  }

  /// The same story of another grant.
  ///
  /// @param digit of which its id consists
  /// @param more what happens behind it, in the same moment as its end
  public List<StoredEntry> retold(
      String sample, char digit, UnaryOperator<GrantEvent> otherwise, GrantEvent... more) {
    List<StoredEntry> told = new ArrayList<>();
    History before = History.of(new GrantId(story(sample).getFirst().grant()));
    History history = History.of(new GrantId("grant-" + String.valueOf(digit).repeat(32)));
    for (StoredEntry stored : story(sample)) {
      Entry entry = stored.entryBehind(before);
      before = before.with(entry);
      history = told(history, otherwise.apply(entry.event()), entry, told);
    }
    Entry last = history.entries().getLast();
    for (GrantEvent event : more) {
      history = told(history, event, last, told);
    }
    return told;
  }

  private static History told(
      History history, GrantEvent event, Entry like, List<StoredEntry> told) {
    StoredEntry one = StoredEntry.behind(history, event, like.at(), like.build());
    told.add(one);
    return history.with(one.entryBehind(history));
  }

  /// Logs entries in one interval.
  public SampleArchive log(List<StoredEntry> entries) {
    return logLines(entries.stream().map(IntervalJson::line).toList());
  }

  /// Logs lines in one interval.
  public SampleArchive logLines(List<String> lines) {
    Tiles.grown(
            tree.size(),
            lines.stream().map(line -> HexFormat.of().parseHex(FORMAT.hash(line).hex())).toList(),
            this::read)
        .forEach(this::write);
    tree = tree.with(lines.stream().map(line -> Hash.ofEntry(FORMAT.hash(line))).toList());
    Sha256 digest = Lines.digest(lines);
    Part part =
        new Part(
            ArchiveNames.lines(ArchiveNames.ENTRIES, number, at, digest), digest, lines.size());
    Interval interval =
        new Interval(
            number,
            at,
            ORIGIN,
            tree,
            Optional.of(part),
            Optional.empty(),
            new TreeMap<>(),
            false,
            Sha256.ZERO,
            Optional.empty(),
            Optional.empty());
    String text = FORMAT.text(interval);
    write(part.object(), Lines.compressed(lines));
    write(ArchiveNames.interval(number), text.getBytes(UTF_8));
    write(ArchiveNames.NEWEST, note(interval.checkpoint(Sha256.of(text))).getBytes(UTF_8));
    number++;
    at = at.plus(FIVE_MINUTES);
    return this;
  }

  /// The root of the log.
  public String root() {
    return tree.root().base64();
  }

  /// The key of the log.
  public NoteKey key() {
    return NoteKey.of(ORIGIN, pair.getPublic().getEncoded());
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has Ed25519", e);
    }
  }

  private String note(Checkpoint checkpoint) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(checkpoint.text().getBytes(UTF_8));
      return SignedNote.of(checkpoint.text(), key(), signature.sign()).note();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has Ed25519", e);
    }
  }

  private byte[] read(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a file.
  public void write(String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
