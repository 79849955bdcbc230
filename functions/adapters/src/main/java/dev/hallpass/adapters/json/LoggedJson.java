package dev.hallpass.adapters.json;

import dev.hallpass.audit.entry.EntryFormat;
import dev.hallpass.audit.entry.Logged;
import dev.hallpass.audit.entry.Logged.OfGrant;
import dev.hallpass.audit.entry.Logged.OfPerson;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import tools.jackson.core.JacksonException;

/// Entries in the archive, for an audit: each line in its one form, and with the right hash.
public final class LoggedJson implements EntryFormat {

  @Override
  public Logged entry(String line) {
    StoredEntry stored;
    try {
      stored = StoredEntry.of(Json.read(line));
    } catch (Json.UnexpectedJson | JacksonException _) {
      throw new CorruptLedger("a line is not an entry");
    }
    if (!IntervalJson.line(stored).equals(line)) {
      throw new CorruptLedger("a line has not the one form of its entry");
    }
    // What is hashed is the same line without the hash. Inside of texts each quote has a backslash.
    String hashed = line.replace(",\"hash\":\"%s\"".formatted(stored.hash()), "");
    return logged(stored, Sha256.of(hashed));
  }

  /// The entry of a stored form.
  ///
  /// @param computed the hash of its content
  static Logged logged(StoredEntry stored, Sha256 computed) {
    return PersonId.isOne(stored.grant())
        ? new OfPerson(stored.blockEntry(computed))
        : new OfGrant(stored.entry(computed));
  }
}
