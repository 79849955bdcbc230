package dev.hallpass.log;

import dev.hallpass.identity.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The names of the objects in the archive.
public final class ArchiveNames {

  /// The newest checkpoint. It only says where to look.
  public static final String NEWEST = "checkpoint";

  /// The key of the checkpoints.
  public static final String KEY = "key";

  public static final String CHECKPOINTS = "checkpoints/";
  public static final String INTERVALS = "intervals/";
  public static final String ENTRIES = "entries/";
  public static final String CHANGES = "changes/";
  public static final String TILES = "tile/";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{12}");

  private ArchiveNames() {}

  /// The bucket of the archive. The hub's account and region are in its name, so that others know
  /// it before it exists.
  ///
  /// @param hub the account of Hallpass
  public static String bucket(String hub, String region) {
    return "hallpass-archive-%s-%s".formatted(hub, region);
  }

  /// The checkpoint of an interval.
  public static String checkpoint(long interval) {
    return CHECKPOINTS + number(interval);
  }

  /// What the archive says of an interval.
  public static String interval(long number) {
    return INTERVALS + number(number);
  }

  /// The interval of a checkpoint, or of what the archive says of an interval; empty if the name is
  /// of another form.
  ///
  /// @param folder of checkpoints or of intervals, which the name begins with
  public static OptionalLong numberOf(String folder, String name) {
    String number = name.substring(folder.length());
    return NUMBER.matcher(number).matches()
        ? OptionalLong.of(Long.parseLong(number))
        : OptionalLong.empty();
  }

  /// The lines of an interval, in the folder of a day. Writers who find different lines write
  /// different objects.
  ///
  /// @param folder of entries or of changes
  public static String lines(String folder, long interval, Instant at, Sha256 digest) {
    return "%sday=%s/%s-%s.jsonl.gz"
        .formatted(
            folder,
            LocalDate.ofInstant(at, ZoneOffset.UTC),
            number(interval),
            digest.hex().substring(0, 16));
  }

  private static String number(long interval) {
    return "%012d".formatted(interval);
  }
}
