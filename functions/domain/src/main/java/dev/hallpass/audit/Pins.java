package dev.hallpass.audit;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import dev.hallpass.authority.SealKey;
import dev.hallpass.log.NoteKey;
import dev.hallpass.log.SignedNote;
import java.util.List;
import java.util.Optional;

/// What an auditor knows from elsewhere, and believes more than the archive.
///
/// @param keys the keys of the checkpoints; none if the archive's own key is to be believed
/// @param origin the name that the log must have at its end
/// @param sealKey the key of the seals; without it no seal is checked
/// @param seen what witnesses kept
public record Pins(
    List<NoteKey> keys, Optional<String> origin, Optional<SealKey> sealKey, List<Seen> seen) {

  public Pins {
    keys = List.copyOf(keys);
    seen = List.copyOf(seen);
  }

  /// Whether one of the keys signed a checkpoint of a log of this name. A log that goes on after
  /// another table has another name, and may have the same key.
  boolean haveSigned(SignedNote note, String name) {
    return keys.stream().anyMatch(key -> note.isSignedBy(key.named(name)));
  }

  boolean name(String name) {
    return keys.stream().anyMatch(key -> key.name().equals(name));
  }

  /// Whether a seal is good, or there is no key to check it with.
  boolean mayHaveMade(Seal seal, Sealable statement) {
    return sealKey.isEmpty() || sealKey.get().made(seal, statement);
  }

  Pins with(NoteKey found) {
    return new Pins(List.of(found), origin, sealKey, seen);
  }
}
