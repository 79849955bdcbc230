package dev.hallpass.adapters.archive;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.Lines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One thing that is done to the objects of a log, by a person who cannot sign.
///
/// @param kind what kind of thing it is
/// @param says which one
record LogTampering(Kind kind, String says, Consumer<HeldArchive> done) {

  enum Kind {
    FIELD,
    FIELD_AND_HASH,
    DELETION,
    INSERTION,
    DUPLICATE,
    SWAP,
    OBJECT_GONE,
    OBJECT_ALTERED,
    OBJECT_EXCHANGED,
    OBJECT_ADDED,
    GRANT_DROPPED,
    CHAIN_REWRITTEN
  }

  private static final List<String> FIELDS =
      List.of("grant", "sequence", "type", "at", "actor", "event", "previous", "build", "hash");

  /// The archive after it.
  HeldArchive of(HeldArchive archive) {
    HeldArchive copy = archive.copy();
    done.accept(copy);
    return copy;
  }

  /// All of them that can be done to a log.
  static List<LogTampering> all(HeldArchive archive) {
    return Stream.of(entries(archive), objects(archive), grants(archive))
        .flatMap(all -> all)
        .toList();
  }

  /// One of them, of any kind, by chance.
  static LogTampering any(HeldArchive archive, SplittableRandom random) {
    List<String> objects = archive.names(ArchiveNames.ENTRIES);
    String name = objects.get(random.nextInt(objects.size()));
    List<String> lines = lines(archive, name);
    int line = random.nextInt(lines.size());
    Stream<LogTampering> all =
        switch (random.nextInt(3)) {
          case 0 -> objects(archive);
          case 1 -> grant(stored(lines.get(line)).grant());
          default -> entry(archive, name, line);
        };
    List<LogTampering> possible = all.toList();
    Kind[] kinds = possible.stream().map(LogTampering::kind).distinct().toArray(Kind[]::new);
    // Each kind is as likely, however many there are of it.
    Kind kind = kinds[random.nextInt(kinds.length)];
    List<LogTampering> ofKind = possible.stream().filter(one -> one.kind() == kind).toList();
    return ofKind.get(random.nextInt(ofKind.size()));
  }

  private static Stream<LogTampering> entries(HeldArchive archive) {
    return archive.names(ArchiveNames.ENTRIES).stream()
        .flatMap(name ->
            IntStream.range(0, lines(archive, name).size())
                .boxed()
                .flatMap(line -> entry(archive, name, line)));
  }

  private static Stream<LogTampering> entry(HeldArchive archive, String name, int line) {
    List<LogTampering> all = new ArrayList<>();
    String what = "line %d of %s".formatted(line + 1, name);
    for (String field : FIELDS) {
      all.add(
          new LogTampering(
              Kind.FIELD,
              field + " of " + what,
              edit(name, lines -> with(lines, line, altered(lines.get(line), field)))));
      if (!field.equals("hash")) {
        all.add(
            new LogTampering(
                Kind.FIELD_AND_HASH,
                field + " of " + what,
                edit(name, lines -> with(lines, line, rehashed(altered(lines.get(line), field))))));
      }
    }
    all.add(new LogTampering(Kind.DELETION, what, edit(name, lines -> without(lines, line))));
    all.add(
        new LogTampering(
            Kind.DUPLICATE, what, edit(name, lines -> inserted(lines, line, lines.get(line)))));
    all.add(
        new LogTampering(
            Kind.INSERTION,
            what,
            edit(
                name,
                lines -> inserted(lines, line, rehashed(altered(lines.get(line), "sequence"))))));
    for (int other = line + 1; other < lines(archive, name).size(); other++) {
      int second = other;
      all.add(
          new LogTampering(
              Kind.SWAP,
              "%s and %d".formatted(what, second + 1),
              edit(name, lines -> swapped(lines, line, second))));
    }
    return all.stream();
  }

  private static Stream<LogTampering> objects(HeldArchive archive) {
    List<LogTampering> all = new ArrayList<>();
    List<String> names = archive.names("");
    for (String name : names) {
      all.add(new LogTampering(Kind.OBJECT_GONE, name, copy -> copy.objects().remove(name)));
      byte[] content = archive.content(name);
      if (!name.startsWith(ArchiveNames.ENTRIES)) {
        // Each byte of the short ones, and some of the others.
        for (int at = 0; at < content.length; at += 1 + content.length / 40) {
          all.add(altered(name, at));
        }
      }
      String beside = names.get((names.indexOf(name) + 1) % names.size());
      all.add(
          new LogTampering(
              Kind.OBJECT_EXCHANGED,
              name + " by " + beside,
              copy ->
                  copy.read(beside).ifPresent(other -> copy.objects().put(name, other.content()))));
    }
    for (String added :
        List.of(
            "tile/0/001",
            "tile/0/000.p/255",
            "tile/entries/000.p/255",
            "tile/2/000.p/1",
            "intervals/000000000050",
            "intervals/1",
            "checkpoints/000000000050",
            "entries/day=2026-01-01/000000000002-0123456789abcdef.jsonl.gz",
            "entries/day=2026-01-01/000000000070-0123456789abcdef.jsonl.gz",
            "entries/other",
            "changes/day=2026-01-01/000000000002-0123456789abcdef.jsonl.gz")) {
      all.add(
          new LogTampering(
              Kind.OBJECT_ADDED, added, copy -> copy.objects().put(added, new byte[] {1, 2, 3})));
    }
    return all.stream();
  }

  private static LogTampering altered(String name, int at) {
    return new LogTampering(
        Kind.OBJECT_ALTERED,
        "byte %d of %s".formatted(at, name),
        copy ->
            copy.objects()
                .computeIfPresent(
                    name,
                    (_, content) -> {
                      byte[] other = content.clone();
                      other[Math.min(at, other.length - 1)] ^= 1;
                      return other;
                    }));
  }

  private static Stream<LogTampering> grants(HeldArchive archive) {
    return archive.names(ArchiveNames.ENTRIES).stream()
        .flatMap(name -> lines(archive, name).stream())
        .map(line -> stored(line).grant())
        .distinct()
        .flatMap(LogTampering::grant);
  }

  private static Stream<LogTampering> grant(String grant) {
    return Stream.of(
        new LogTampering(Kind.GRANT_DROPPED, grant, copy -> drop(copy, grant)),
        new LogTampering(Kind.CHAIN_REWRITTEN, grant, copy -> rewrite(copy, grant)));
  }

  private static void drop(HeldArchive archive, String grant) {
    for (String name : archive.names(ArchiveNames.ENTRIES)) {
      edit(
              name,
              lines -> lines.stream().filter(line -> !stored(line).grant().equals(grant)).toList())
          .accept(archive);
    }
  }

  /// Gives the first entry of a chain another time, and all of its entries new hashes.
  private static void rewrite(HeldArchive archive, String grant) {
    List<String> last = new ArrayList<>();
    for (String name : archive.names(ArchiveNames.ENTRIES)) {
      edit(
              name,
              lines ->
                  lines.stream()
                      .map(line -> stored(line).grant().equals(grant) ? linked(line, last) : line)
                      .toList())
          .accept(archive);
    }
  }

  private static String linked(String line, List<String> last) {
    ObjectNode tree = tree(line);
    if (last.isEmpty()) {
      tree.put("at", "2026-01-01T00:00:00.000Z");
    } else {
      tree.put("previous", last.getLast());
    }
    String linked = rehashed(Json.canonical(tree));
    last.add(stored(linked).hash());
    return linked;
  }

  /// Edits the lines of an object, if there are such lines now.
  private static Consumer<HeldArchive> edit(String name, UnaryOperator<List<String>> edit) {
    return archive ->
        archive
            .objects()
            .computeIfPresent(
                name,
                (_, content) -> {
                  try {
                    return Lines.compressed(edit.apply(Lines.read(content)));
                  } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
                    // Something else was done to it before.
                    return content;
                  }
                });
  }

  private static List<String> lines(HeldArchive archive, String name) {
    return Lines.read(archive.content(name));
  }

  private static List<String> with(List<String> lines, int line, String other) {
    List<String> all = new ArrayList<>(lines);
    all.set(line, other);
    return all;
  }

  private static List<String> without(List<String> lines, int line) {
    List<String> all = new ArrayList<>(lines);
    all.remove(line);
    return all;
  }

  private static List<String> inserted(List<String> lines, int line, String more) {
    List<String> all = new ArrayList<>(lines);
    all.add(line, more);
    return all;
  }

  private static List<String> swapped(List<String> lines, int one, int other) {
    List<String> all = new ArrayList<>(lines);
    Collections.swap(all, one, other);
    return all;
  }

  private static String altered(String line, String field) {
    ObjectNode tree = tree(line);
    Map<String, String> others =
        Map.of(
            "grant",
            "grant-" + "e".repeat(32),
            "type",
            "lapsed",
            "at",
            "2026-01-01T12:34:56.789Z",
            "actor",
            "mallory@example.com",
            "event",
            "{\"level\":0}",
            "previous",
            "1".repeat(64),
            "build",
            "f00/" + "2".repeat(64),
            "hash",
            "3".repeat(64));
    if (field.equals("sequence")) {
      tree.put(field, tree.path(field).intValue(0) + 1);
    } else {
      tree.put(field, others.get(field));
    }
    return Json.canonical(tree);
  }

  private static String rehashed(String line) {
    ObjectNode tree = tree(line);
    tree.put("hash", stored(line).computedHash().hex());
    return Json.canonical(tree);
  }

  private static StoredEntry stored(String line) {
    return StoredEntry.of(tree(line));
  }

  private static ObjectNode tree(String line) {
    JsonNode tree = Json.read(line);
    return (ObjectNode) tree;
  }
}
