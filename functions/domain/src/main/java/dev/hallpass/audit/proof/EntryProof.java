package dev.hallpass.audit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.audit.entry.EntryFormat;
import dev.hallpass.audit.entry.Logged;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import dev.hallpass.log.NoteKey;
import dev.hallpass.log.Proof;
import dev.hallpass.log.SignedNote;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The proof that one entry is in a log: the entry, its place, the hashes that lead from there to
/// the root, and the checkpoint with the root (source: C2SP tlog-proof). It is checked without an
/// archive.
///
/// @param line the entry
/// @param index the place of its leaf, from 0
/// @param note the signed checkpoint
public record EntryProof(String line, long index, Proof proof, String note) {

  private static final String HEAD = "c2sp.org/tlog-proof@v1\n";
  private static final Pattern FORM =
      Pattern.compile(
          "extra (?<extra>[A-Za-z0-9+/=]+)\nindex (?<index>0|[1-9][0-9]{0,17})\n(?<hashes>(?:[A-Za-z0-9+/=]{44}\n){0,63})\n(?<note>.+)",
          Pattern.DOTALL);

  /// The proof as text. Several of them, one after the other, are a file of proofs.
  public String text() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("extra ")
        .append(Base64.getEncoder().encodeToString(line.getBytes(UTF_8)))
        .append("\nindex ")
        .append(index)
        .append('\n');
    proof.hashes().forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(note).toString();
  }

  /// Reads a file of proofs.
  ///
  /// @throws IllegalArgumentException if it has another form
  public static List<EntryProof> parse(String text) {
    List<EntryProof> proofs = new ArrayList<>();
    if (!text.startsWith(HEAD)) {
      throw notProofs();
    }
    for (String one : text.substring(HEAD.length()).split(Pattern.quote(HEAD), -1)) {
      Matcher parts = FORM.matcher(one);
      if (!parts.matches()) {
        throw notProofs();
      }
      EntryProof read =
          new EntryProof(
              new String(Base64.getDecoder().decode(parts.group("extra")), UTF_8),
              Long.parseLong(parts.group("index")),
              new Proof(parts.group("hashes").lines().map(Hash::ofBase64).toList()),
              parts.group("note"));
      if (!read.text().equals(HEAD + one)) {
        throw notProofs();
      }
      proofs.add(read);
    }
    return proofs;
  }

  private static IllegalArgumentException notProofs() {
    return new IllegalArgumentException(
        "Not a file of proofs: each begins with the line %s".formatted(HEAD.strip()));
  }

  /// What is wrong with this proof; empty if it proves that the entry is in a log of a key. Its
  /// checkpoint names the log.
  public Optional<String> wrong(EntryFormat format, NoteKey key) {
    try {
      Logged entry = format.entry(line);
      SignedNote signed = SignedNote.parse(note);
      Checkpoint checkpoint = Checkpoint.parse(signed.text());
      // After a restore the same key signs under the name of the new table.
      if (!signed.isSignedBy(key.named(checkpoint.origin()))) {
        return Optional.of("its checkpoint is not signed by this key");
      }
      return proof.proves(Hash.ofEntry(entry.hash()), index, checkpoint.size(), checkpoint.root())
          ? Optional.empty()
          : Optional.of("its hashes do not lead from the entry to the root of its checkpoint");
    } catch (dev.hallpass.grant.CorruptLedger | IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
