package dev.hallpass.handlers.view;

import dev.hallpass.log.Checkpoint;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// What all mails that ask for an answer have in common.
///
/// @param base the URI before `/grants`, with or without a slash at the end
/// @param newest the newest checkpoint of the ledger's log, if it is known
/// @param at when the mail is written
public record Letterhead(URI base, Optional<Checkpoint> newest, Instant at) {

  /// The state of the ledger, for those who keep the mail; empty if it is not known.
  String ledger() {
    return newest
        .map(log ->
            "Ledger: %d entries, root %s, %s"
                .formatted(log.size(), log.root().base64(), HumanReadable.time(log.at())))
        .orElse("");
  }
}
