package dev.hallpass.handlers.view;

import dev.hallpass.catalog.Readers;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.Person;
import dev.hallpass.log.Checkpoint;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// What all mails that ask for an answer have in common.
///
/// @param base the URI before `/grants`, with or without a slash at the end
/// @param newest the newest checkpoint of the ledger's log, if it is known
/// @param at when the mail is written
/// @param readers how people read mails
public record Letterhead(URI base, Optional<Checkpoint> newest, Instant at, Readers readers) {

  /// The texts for a reader.
  Texts texts(Person reader) {
    return Texts.of(readers.of(reader));
  }

  /// The state of the ledger in UTC, for those who keep the mail and compare it; empty if it is not
  /// known.
  String ledger(Texts texts) {
    return newest.map(log -> texts.ledger(log, Texts.english().time(log.at()))).orElse("");
  }
}
