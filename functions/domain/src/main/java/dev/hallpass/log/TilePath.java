package dev.hallpass.log;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a tile, or of a bundle of leaves (source: C2SP tlog-tiles, Merkle Tree).
///
/// @param level the level of a tile, such as `0`; or `entries` for a bundle
/// @param index its number within the level
/// @param width the number of its hashes, 256 if it is full
public record TilePath(String level, long index, int width) {

  private static final Pattern NAME =
      Pattern.compile(
          "tile/(?<level>entries|[0-9]{1,2})/(?<index>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/(?<width>[1-9][0-9]{0,2}))?");

  /// The number of hashes in a full tile.
  public static final int FULL = 256;

  /// The level of bundles.
  public static final String ENTRIES = "entries";

  /// The last tile of a level, which is full or partial.
  ///
  /// @param hashes the number of hashes in the whole level, not 0
  public static TilePath last(String level, long hashes) {
    long index = (hashes - 1) / FULL;
    return new TilePath(level, index, Math.toIntExact(hashes - index * FULL));
  }

  /// The tile or bundle that a name names; empty if it names none.
  public static Optional<TilePath> parse(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String index = parts.group("index").replace("x", "").replace("/", "");
    String width = Objects.requireNonNullElse(parts.group("width"), "256");
    TilePath read =
        new TilePath(parts.group("level"), Long.parseLong(index), Integer.parseInt(width));
    return read.text().equals(name) ? Optional.of(read) : Optional.empty();
  }

  /// The name in the archive.
  public String text() {
    String partial = width == FULL ? "" : ".p/" + width;
    return "tile/%s/%s%s".formatted(level, digits(index), partial);
  }

  private static String digits(long index) {
    String last = "%03d".formatted(index % 1000);
    return index < 1000 ? last : leading(index / 1000) + "/" + last;
  }

  private static String leading(long index) {
    String last = "x%03d".formatted(index % 1000);
    return index < 1000 ? last : leading(index / 1000) + "/" + last;
  }
}
