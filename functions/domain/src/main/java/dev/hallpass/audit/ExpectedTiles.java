package dev.hallpass.audit;

import dev.hallpass.audit.Findings.Place;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.TilePath;
import dev.hallpass.log.Tiles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tiles and bundles that the entries give, compared with those of the archive.
final class ExpectedTiles {

  private final ArchiveReader archive;
  private final Findings findings;

  /// The tiles and bundles that the next leaves complete.
  private Map<String, byte[]> unfinished = new HashMap<>();

  private long[] sizes = new long[64];
  private int count;

  ExpectedTiles(ArchiveReader archive, Findings findings) {
    this.archive = archive;
    this.findings = findings;
  }

  /// Adds the leaves of an interval.
  ///
  /// @param before the number of leaves before them
  void add(long before, List<byte[]> leaves, Place place) {
    if (leaves.isEmpty()) {
      return;
    }
    Map<String, byte[]> made = Tiles.grown(before, leaves, this::unfinished);
    Map<String, byte[]> next = new HashMap<>();
    long size = before + leaves.size();
    made.forEach((name, content) -> {
      findings.unless(() -> isSame(name, content), place.changed(0, name, wrong(name)));
      TilePath.parse(name)
          .filter(tile -> tile.width() < TilePath.FULL)
          .ifPresent(_ -> next.put(name, content));
    });
    // A level that got no new hash goes on from the tile that it had.
    unfinished.forEach((name, content) -> {
      if (isLast(name, size)) {
        next.put(name, content);
      }
    });
    unfinished = next;
    grown(size);
  }

  private void grown(long size) {
    sizes = count == sizes.length ? Arrays.copyOf(sizes, 2 * count) : sizes;
    sizes[count] = size;
    count++;
  }

  /// Takes note of a size that the log is about to have.
  void unfinished(long size) {
    if (count == 0 || size > sizes[count - 1]) {
      grown(size);
    }
  }

  private byte[] unfinished(String name) {
    return Optional.ofNullable(unfinished.get(name))
        .orElseThrow(() -> new IllegalStateException("The tile %s was not made".formatted(name)));
  }

  private static boolean isLast(String name, long size) {
    return TilePath.parse(name)
        .filter(tile -> tile.index() * TilePath.FULL + tile.width() == hashes(tile, size))
        .isPresent();
  }

  /// The number of hashes that the level of a tile has.
  private static long hashes(TilePath tile, long size) {
    return tile.level().equals(TilePath.ENTRIES)
        ? size
        : size >> (8 * Integer.parseInt(tile.level()));
  }

  private boolean isSame(String name, byte[] content) {
    return archive
        .read(name)
        .map(ArchivedObject::content)
        .filter(found -> Arrays.equals(found, content))
        .isPresent();
  }

  private static String wrong(String name) {
    return name.startsWith(ArchiveNames.TILES + TilePath.ENTRIES)
        ? "is missing, or has other leaves than the entries give"
        : "is missing, or has other hashes than the entries give";
  }

  /// Whether the log ever had a tile of this name.
  boolean have(String name) {
    return TilePath.parse(name).filter(this::have).isPresent();
  }

  private boolean have(TilePath tile) {
    if (count == 0) {
      return false;
    }
    long hashes = tile.index() * TilePath.FULL + tile.width();
    if (tile.width() == TilePath.FULL) {
      return hashes(tile, sizes[count - 1]) >= hashes;
    }
    int from = 0;
    int to = count - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (hashes(tile, sizes[middle]) < hashes) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return hashes(tile, sizes[from]) == hashes;
  }
}
