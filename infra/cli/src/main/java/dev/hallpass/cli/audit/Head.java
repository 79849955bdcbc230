package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.text.Visible;
import java.util.ArrayList;
import java.util.List;

/// What an answer was read against, in words.
final class Head {

  /// Enough to show what kind of thing happened.
  private static final int MOST = 5;

  private Head() {}

  /// The lines that each answer begins with.
  ///
  /// @param from where the archive is
  static List<String> lines(GrantRecords extract, String from) {
    Checkpoint checkpoint = extract.checkpoint();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Read against the checkpoint of %d entries at %s, root %s, of the log %s."
            .formatted(
                checkpoint.size(),
                checkpoint.at(),
                checkpoint.root().base64(),
                Visible.of(checkpoint.origin(), _ -> false)));
    lines.add(
        "The archive was not verified: this is an answer, and no proof. Verify it by: hallpass ledger verify "
            + from);
    if (!extract.contradictions().isEmpty()) {
      lines.add(
          "The log contradicts itself, so this may be wrong: %s%s. See: hallpass ledger verify %s"
              .formatted(
                  String.join("; ", extract.contradictions().stream().limit(MOST).toList()),
                  extract.contradictions().size() > MOST ? "; and more" : "",
                  from));
    }
    return lines;
  }
}
