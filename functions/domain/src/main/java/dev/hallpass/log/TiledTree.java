package dev.hallpass.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tree of a log as its tiles tell it. It believes them, so what comes of it has to be compared
/// with a signed root.
public final class TiledTree implements Proof.Subtrees {

  /// The height of a tile.
  private static final int HEIGHT = 8;

  private final ArchiveReader archive;
  private final long size;
  private final Map<String, List<Hash>> read = new HashMap<>();

  /// @param size the number of leaves
  public TiledTree(ArchiveReader archive, long size) {
    this.archive = archive;
    this.size = size;
  }

  @Override
  public Hash root(int height, long index) {
    int level = height / HEIGHT;
    long width = 1L << (height % HEIGHT);
    long first = index * width;
    List<Hash> tile = tile(level, first / TilePath.FULL);
    int from = Math.toIntExact(first % TilePath.FULL);
    return Tree.EMPTY.with(tile.subList(from, Math.toIntExact(from + width))).root();
  }

  private List<Hash> tile(int level, long index) {
    long hashes = size >> (HEIGHT * level);
    int width = Math.toIntExact(Math.min(TilePath.FULL, hashes - index * TilePath.FULL));
    String name = new TilePath(Integer.toString(level), index, width).text();
    return read.computeIfAbsent(
        name,
        missing ->
            archive
                .read(missing)
                .map(object -> Tiles.hashes(object.content()))
                .filter(found -> found.size() == width)
                .orElseThrow(() -> new LogForked("The archive has not " + missing)));
  }
}
