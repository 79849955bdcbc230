package dev.hallpass.adapters.json;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What somebody did to the stored entries of one grant.
///
/// @param changed what is stored of it now, in the order of the sequence
/// @param elsewhere what is stored of another grant now
public record Tampering(
    Kind kind,
    String says,
    RetoldGrant life,
    List<StoredEntry> changed,
    Optional<StoredEntry> elsewhere) {

  private static final List<String> MEMBERS =
      List.of("type", "at", "actor", "event", "previous", "build", "hash");

  /// What kinds there are.
  public enum Kind {
    EDIT,
    EDIT_WITH_ITS_HASH,
    DELETION,
    INSERTION,
    REORDERING,
    /// A good chain again: nothing follows that would contradict it.
    AT_THE_END
  }

  public Tampering {
    changed = changed.stream().sorted(Comparator.comparingInt(StoredEntry::sequence)).toList();
  }

  /// Whether anyone who reads the ledger is told.
  boolean isFound() {
    try {
      life.read(changed);
      elsewhere.filter(moved -> GrantId.isOne(moved.grant())).ifPresent(Tampering::readAlone);
      return elsewhere.filter(moved -> !GrantId.isOne(moved.grant())).isPresent();
    } catch (CorruptLedger _) {
      return true;
    }
  }

  /// Whether a good chain tells what cannot have happened, so that anyone who asks for the grant's
  /// state is told.
  boolean contradictsItself() {
    try {
      life.read(changed).state();
      return false;
    } catch (CorruptLedger _) {
      return true;
    }
  }

  private static void readAlone(StoredEntry moved) {
    moved.entryBehind(History.of(new GrantId(moved.grant())));
  }

  /// Every kind of it, at every entry.
  ///
  /// @param another where entries come from that belong to another grant
  public static Stream<Tampering> of(
      RetoldGrant life, RetoldGrant another, SplittableRandom random) {
    return Stream.of(
            edits(life, random),
            moves(life, random),
            editsWithTheirHash(life),
            deletions(life),
            insertions(life, another, random),
            reorderings(life, random))
        .flatMap(some -> some);
  }

  private static Stream<Tampering> edits(RetoldGrant life, SplittableRandom random) {
    return places(life)
        .flatMap(place ->
            MEMBERS.stream()
                .flatMap(member ->
                    texts(life, place, member, random)
                        .map(text -> edit(life, place, member, text))));
  }

  private static Tampering edit(RetoldGrant life, int place, String member, String text) {
    return with(
        Kind.EDIT,
        "%s of entry %d".formatted(member, place),
        life,
        place,
        altered(life.entries().get(place), tree -> tree.put(member, text)));
  }

  private static Stream<String> texts(
      RetoldGrant life, int place, String member, SplittableRandom random) {
    String text = text(life.entries().get(place), member);
    int other = random.nextInt(life.entries().size());
    return Stream.concat(
            Texts.near(text, random), Stream.of(text(life.entries().get(other), member)))
        .filter(near -> !near.equals(text));
  }

  private static String text(StoredEntry entry, String member) {
    return Json.text(entry.tree(), member);
  }

  /// The two members that are the item's key: with another key it stands at another place, and
  /// takes it from whatever stood there.
  private static Stream<Tampering> moves(RetoldGrant life, SplittableRandom random) {
    return places(life)
        .flatMap(place -> Stream.concat(toGrants(life, place, random), toSequences(life, place)));
  }

  private static Stream<Tampering> toGrants(RetoldGrant life, int place, SplittableRandom random) {
    return Texts.near(life.grant().value(), random)
        .filter(grant -> !grant.equals(life.grant().value()))
        .map(grant ->
            new Tampering(
                Kind.EDIT,
                "grant of entry " + place,
                life,
                without(life.entries(), place),
                Optional.of(altered(life.entries().get(place), tree -> tree.put("grant", grant)))));
  }

  private static Stream<Tampering> toSequences(RetoldGrant life, int place) {
    return IntStream.concat(
            IntStream.range(0, 31).map(bit -> place ^ (1 << bit)), IntStream.of(-1, ~place))
        .mapToObj(sequence -> {
          List<StoredEntry> changed =
              new ArrayList<>(
                  without(life.entries(), place).stream()
                      .filter(entry -> entry.sequence() != sequence)
                      .toList());
          changed.add(at(life.entries().get(place), sequence));
          return here(Kind.EDIT, "sequence of entry " + place, life, changed);
        });
  }

  private static Stream<Tampering> editsWithTheirHash(RetoldGrant life) {
    return places(life)
        .flatMap(place -> {
          StoredEntry entry = life.entries().get(place);
          StoredEntry forged = life.forged(place);
          return Stream.of(
                  altered(entry, tree -> tree.put("at", forged.at())),
                  altered(entry, tree -> tree.put("actor", forged.actor())),
                  altered(entry, tree -> tree.put("build", forged.build())),
                  altered(
                      entry, tree -> tree.put("type", forged.type()).put("event", forged.event())))
              .map(Tampering::hashed)
              .map(altered ->
                  with(
                      place < life.last() ? Kind.EDIT_WITH_ITS_HASH : Kind.AT_THE_END,
                      "entry %d with its hash".formatted(place),
                      life,
                      place,
                      altered));
        });
  }

  private static Stream<Tampering> deletions(RetoldGrant life) {
    return places(life)
        .map(place ->
            here(
                place < life.last() ? Kind.DELETION : Kind.AT_THE_END,
                "no entry " + place,
                life,
                without(life.entries(), place)));
  }

  private static Stream<Tampering> insertions(
      RetoldGrant life, RetoldGrant another, SplittableRandom random) {
    return IntStream.rangeClosed(0, life.entries().size())
        .boxed()
        .flatMap(place -> {
          StoredEntry copy = life.entries().get(random.nextInt(life.entries().size()));
          StoredEntry foreign = another.entries().get(random.nextInt(another.entries().size()));
          StoredEntry adopted =
              altered(
                  foreign, tree -> tree.put("grant", life.grant().value()).put("sequence", place));
          return Stream.of(
              inserted(Kind.INSERTION, life, place, at(copy, place)),
              inserted(Kind.INSERTION, life, place, hashed(at(copy, place))),
              inserted(Kind.INSERTION, life, place, adopted),
              inserted(Kind.INSERTION, life, place, hashed(adopted)),
              inserted(
                  place > life.last() ? Kind.AT_THE_END : Kind.INSERTION,
                  life,
                  place,
                  life.forged(place)));
        });
  }

  private static Tampering inserted(Kind kind, RetoldGrant life, int place, StoredEntry more) {
    List<StoredEntry> changed = new ArrayList<>();
    for (StoredEntry entry : life.entries()) {
      changed.add(entry.sequence() < place ? entry : at(entry, entry.sequence() + 1));
    }
    changed.add(more);
    return here(kind, "one more at " + place, life, changed);
  }

  private static Stream<Tampering> reorderings(RetoldGrant life, SplittableRandom random) {
    Stream<Tampering> pairs =
        places(life)
            .flatMap(one ->
                IntStream.range(0, one)
                    .boxed()
                    .flatMap(other ->
                        Stream.of(
                            exchanged(life, one, other, false),
                            exchanged(life, one, other, true))));
    return Stream.concat(pairs, life.last() > 1 ? Stream.of(rotated(life, random)) : Stream.of());
  }

  private static Tampering exchanged(RetoldGrant life, int one, int other, boolean withTheirHash) {
    List<StoredEntry> changed = new ArrayList<>(life.entries());
    changed.set(one, inPlaceOf(life, one, other, withTheirHash));
    changed.set(other, inPlaceOf(life, other, one, withTheirHash));
    return here(Kind.REORDERING, "%d and %d exchanged".formatted(one, other), life, changed);
  }

  private static StoredEntry inPlaceOf(RetoldGrant life, int place, int from, boolean withItsHash) {
    StoredEntry moved = at(life.entries().get(from), place);
    return withItsHash
        ? hashed(altered(moved, tree -> tree.put("previous", life.entries().get(place).previous())))
        : moved;
  }

  private static Tampering rotated(RetoldGrant life, SplittableRandom random) {
    int by = 1 + random.nextInt(life.last());
    int size = life.entries().size();
    return here(
        Kind.REORDERING,
        "rotated by " + by,
        life,
        life.entries().stream().map(entry -> at(entry, (entry.sequence() + by) % size)).toList());
  }

  private static Stream<Integer> places(RetoldGrant life) {
    return IntStream.range(0, life.entries().size()).boxed();
  }

  private static Tampering with(
      Kind kind, String says, RetoldGrant life, int place, StoredEntry altered) {
    List<StoredEntry> changed = new ArrayList<>(life.entries());
    changed.set(place, altered);
    return here(kind, says, life, changed);
  }

  private static Tampering here(
      Kind kind, String says, RetoldGrant life, List<StoredEntry> changed) {
    return new Tampering(kind, says, life, changed, Optional.empty());
  }

  private static List<StoredEntry> without(List<StoredEntry> entries, int place) {
    List<StoredEntry> others = new ArrayList<>(entries);
    others.remove(place);
    return others;
  }

  private static StoredEntry at(StoredEntry entry, int sequence) {
    return altered(entry, tree -> tree.put("sequence", sequence));
  }

  /// The entry with the hash that its other members have.
  private static StoredEntry hashed(StoredEntry entry) {
    ObjectNode others = entry.tree();
    others.remove("hash");
    return altered(entry, tree -> tree.put("hash", Sha256.of(Json.canonical(others)).hex()));
  }

  private static StoredEntry altered(StoredEntry entry, Consumer<ObjectNode> change) {
    ObjectNode tree = entry.tree();
    change.accept(tree);
    return LedgerSamples.entry(tree);
  }

  /// Texts that differ little from another.
  private static final class Texts {

    private static final int PLACES = 2;

    private Texts() {}

    static Stream<String> near(String text, SplittableRandom random) {
      Stream<String> whole =
          Stream.of(
              "",
              text + text,
              text + " ",
              text + "\u0000",
              text.toUpperCase(Locale.ROOT),
              text.replaceFirst("\\?", "\ud800"),
              text.replaceFirst("e\u0301", "\u00e9"));
      return text.isEmpty()
          ? whole
          : Stream.concat(
              whole,
              random
                  .ints(PLACES, 0, text.length())
                  .boxed()
                  .flatMap(place -> nearAt(text, place, random)));
    }

    private static Stream<String> nearAt(String text, int place, SplittableRandom random) {
      String head = text.substring(0, place);
      String tail = text.substring(place + 1);
      char there = text.charAt(place);
      return Stream.of(
          head + (char) (there ^ (1 << random.nextInt(16))) + tail,
          head + tail,
          head + there + there + tail);
    }
  }
}
