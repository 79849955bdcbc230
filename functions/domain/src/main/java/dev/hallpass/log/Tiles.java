package dev.hallpass.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The tiles and bundles that new leaves of a log make (source: C2SP tlog-tiles).
public final class Tiles {

  private static final int LEAF = 32;

  private Tiles() {}

  /// The objects that a log gets with new leaves, by their names. Each is a function of the leaves
  /// alone, so that two writers write the same.
  ///
  /// @param before the number of leaves before
  /// @param leaves the contents of the new leaves, 32 bytes each
  /// @param read reads an object of the log as it was before
  public static Map<String, byte[]> grown(
      long before, List<byte[]> leaves, Function<String, byte[]> read) {
    Map<String, byte[]> made = new LinkedHashMap<>();
    if (leaves.isEmpty()) {
      return made;
    }
    addBundles(before, leaves, read, made);
    List<Hash> hashes = leaves.stream().map(Hash::ofLeaf).toList();
    long known = before;
    for (int level = 0; !hashes.isEmpty(); level++) {
      hashes = addTiles(Integer.toString(level), known, hashes, read, made);
      known /= TilePath.FULL;
    }
    return made;
  }

  /// Adds the tiles of one level.
  ///
  /// @param known the number of hashes that the level had before
  /// @return the roots of the tiles that became full
  private static List<Hash> addTiles(
      String level,
      long known,
      List<Hash> hashes,
      Function<String, byte[]> read,
      Map<String, byte[]> made) {
    List<Hash> roots = new ArrayList<>();
    List<Hash> tile = new ArrayList<>();
    long count = known;
    if (known % TilePath.FULL != 0) {
      tile.addAll(hashes(read.apply(TilePath.last(level, known).text())));
    }
    for (Hash hash : hashes) {
      tile.add(hash);
      count++;
      if (tile.size() == TilePath.FULL) {
        made.put(TilePath.last(level, count).text(), bytes(tile));
        roots.add(Tree.EMPTY.with(tile).root());
        tile.clear();
      }
    }
    if (!tile.isEmpty()) {
      made.put(TilePath.last(level, count).text(), bytes(tile));
    }
    return roots;
  }

  private static void addBundles(
      long before, List<byte[]> leaves, Function<String, byte[]> read, Map<String, byte[]> made) {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    long count = before;
    if (before % TilePath.FULL != 0) {
      bundle.writeBytes(read.apply(TilePath.last(TilePath.ENTRIES, before).text()));
    }
    for (byte[] leaf : leaves) {
      bundle.write(leaf.length >> 8);
      bundle.write(leaf.length);
      bundle.writeBytes(leaf);
      count++;
      if (count % TilePath.FULL == 0) {
        made.put(TilePath.last(TilePath.ENTRIES, count).text(), bundle.toByteArray());
        bundle.reset();
      }
    }
    if (bundle.size() > 0) {
      made.put(TilePath.last(TilePath.ENTRIES, count).text(), bundle.toByteArray());
    }
  }

  /// The hashes of a tile.
  public static List<Hash> hashes(byte[] tile) {
    List<Hash> hashes = new ArrayList<>();
    for (int from = 0; from + Hash.LENGTH <= tile.length; from += Hash.LENGTH) {
      hashes.add(Hash.at(tile, from));
    }
    return hashes;
  }

  /// The leaves of a bundle.
  ///
  /// @throws IllegalArgumentException if one of them is not a hash of an entry
  public static List<byte[]> leaves(byte[] bundle) {
    List<byte[]> leaves = new ArrayList<>();
    for (int from = 0; from < bundle.length; from += 2 + LEAF) {
      if (from + 2 + LEAF > bundle.length || bundle[from] != 0 || bundle[from + 1] != LEAF) {
        throw new IllegalArgumentException("Each leaf of the log has 32 bytes");
      }
      leaves.add(Arrays.copyOfRange(bundle, from + 2, from + 2 + LEAF));
    }
    return leaves;
  }

  private static byte[] bytes(List<Hash> hashes) {
    byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
    }
    return bytes;
  }
}
