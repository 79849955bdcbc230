package dev.hallpass.log;

import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Entry;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The size and the root of a log at one time (source: C2SP tlog-checkpoint). One more line names
/// the interval that it ends.
///
/// @param origin the name of the log
/// @param size the number of leaves
/// @param interval the number of the interval
/// @param digest the hash of what the archive says of the interval
public record Checkpoint(
    String origin, long size, Hash root, long interval, Instant at, Sha256 digest) {

  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern INTERVAL =
      Pattern.compile("interval (?<number>0|[1-9][0-9]{0,17}) (?<at>\\S+) (?<digest>\\S+)");

  private static final int LINES = 4;

  /// The text that is signed.
  public String text() {
    return "%s\n%d\n%s\ninterval %d %s %s\n"
        .formatted(
            origin,
            size,
            root.base64(),
            interval,
            Entry.text(at),
            Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex())));
  }

  /// Reads the text that is signed.
  ///
  /// @throws IllegalArgumentException if it has another form
  public static Checkpoint parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() == LINES && SIZE.matcher(lines.get(1)).matches()) {
      Matcher last = INTERVAL.matcher(lines.get(3));
      if (last.matches()) {
        Checkpoint read = read(lines, last);
        if (read.text().equals(text)) {
          return read;
        }
      }
    }
    throw new IllegalArgumentException(
        "A checkpoint has four lines: the origin, the size, the root, and its interval");
  }

  private static Checkpoint read(List<String> lines, Matcher last) {
    try {
      return new Checkpoint(
          lines.get(0),
          Long.parseLong(lines.get(1)),
          Hash.ofBase64(lines.get(2)),
          Long.parseLong(last.group("number")),
          Instant.parse(last.group("at")),
          new Sha256(Hash.ofBase64(last.group("digest")).hex()));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("The time of a checkpoint is in UTC", e);
    }
  }
}
