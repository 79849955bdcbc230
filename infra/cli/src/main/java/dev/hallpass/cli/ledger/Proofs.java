package dev.hallpass.cli.ledger;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.audit.entry.Logged;
import dev.hallpass.audit.proof.EntryProof;
import dev.hallpass.audit.proof.Prover;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.terminal.Terminal;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Entry;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.NoteKey;
import dev.hallpass.log.SignedNote;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What `hallpass ledger prove` and `hallpass ledger check-proof` do.
public final class Proofs {

  private Proofs() {}

  /// Prints the proofs of the entries of a grant.
  ///
  /// @param place where the log is
  /// @throws Stopped if the log has none
  public static void print(Places places, String grant, String place) {
    if (!GrantId.isOne(grant) && !PersonId.isOne(grant)) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s is no whole id. Write grant- and its 32 digits: hallpass show --json has them."
              .formatted(grant));
    }
    List<EntryProof> proofs =
        Places.told(
            Verification.UNTOLD,
            () ->
                new Prover(
                        places.archive(place),
                        new IntervalJson(),
                        new LoggedJson(),
                        places.threads(place))
                    .of(Set.of(grant)));
    if (proofs.isEmpty()) {
      throw new Stopped(
          ExitCode.UNKNOWN,
          "The log has no entry of %s. Entries of the last minutes may still come."
              .formatted(grant));
    }
    places
        .surroundings()
        .terminal()
        .print(proofs.stream().map(EntryProof::text).collect(Collectors.joining()).stripTrailing());
  }

  /// Checks a file of proofs, and prints what it proves.
  ///
  /// @param key the key of the log, or a file with it
  /// @throws Stopped if the file has no proofs
  public static ExitCode check(Terminal terminal, String file, String key) {
    NoteKey known = Places.key(key);
    List<EntryProof> proofs;
    try {
      proofs = EntryProof.parse(Places.text(file));
    } catch (IllegalArgumentException e) {
      throw new Stopped(ExitCode.NOT_WHOLE, "%s: %s.".formatted(file, e.getMessage()));
    }
    LoggedJson format = new LoggedJson();
    for (EntryProof proof : proofs) {
      Optional<String> wrong = proof.wrong(format, known);
      if (wrong.isPresent()) {
        terminal.print(
            "Proof %d is NOT good: %s.".formatted(proofs.indexOf(proof) + 1, wrong.get()));
        return ExitCode.NOT_WHOLE;
      }
      terminal.print(words(format.entry(proof.line())));
    }
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(proofs.getLast().note()).text());
    terminal.print(
        "%s in the log %s, as the checkpoint of interval %d (%s) says."
            .formatted(
                proofs.size() == 1
                    ? "This entry is"
                    : "These %d entries are".formatted(proofs.size()),
                checkpoint.origin(),
                checkpoint.interval(),
                Entry.text(checkpoint.at())));
    if (!areWhole(proofs, format)) {
      terminal.print("They are not all entries from the first one on.");
    }
    return ExitCode.DONE;
  }

  private static String words(Logged entry) {
    return switch (entry) {
      case Logged.OfGrant(var of) ->
          "%s  %s  %s  %s"
              .formatted(
                  Entry.text(of.at()),
                  entry.name(),
                  of.event().getClass().getSimpleName(),
                  of.actor().name());
      case Logged.OfPerson(var of) ->
          "%s  %s  %s  %s"
              .formatted(
                  Entry.text(of.at()),
                  entry.name(),
                  of.event().getClass().getSimpleName(),
                  of.event().admin());
    };
  }

  private static boolean areWhole(List<EntryProof> proofs, LoggedJson format) {
    Sha256 head = Sha256.ZERO;
    for (EntryProof proof : proofs) {
      Logged entry = format.entry(proof.line());
      if (!entry.previous().equals(head)) {
        return false;
      }
      head = entry.hash();
    }
    return true;
  }
}
