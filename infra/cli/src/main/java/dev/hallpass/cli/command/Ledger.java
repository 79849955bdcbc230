package dev.hallpass.cli.command;

import dev.hallpass.cli.ledger.ArchiveOption;
import dev.hallpass.cli.ledger.Places;
import dev.hallpass.cli.ledger.Proofs;
import dev.hallpass.cli.ledger.Restoration;
import dev.hallpass.cli.ledger.Verification;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hallpass ledger`.
@Command(
    name = "ledger",
    description = {
      "Checks the ledger's log, proves what is in it, and restores a lost table. It asks no Hallpass and changes nothing.",
      "ARCHIVE is a folder with a copy of the log, or s3://BUCKET."
    },
    footer = {
      "",
      "Example:",
      "  hallpass ledger verify s3://acme-ledger --key ledger.key --seal-key seals.pem",
      "  hallpass ledger verify ./copy --key ledger.key --table ./export --checkpoint kept.txt --json",
      "  hallpass ledger prove grant-0123abcd --from ./copy",
      "  hallpass ledger check-proof grant.tlog-proof --key ledger.key",
      "  hallpass ledger restore --from ./copy --to items.json.gz"
    },
    synopsisSubcommandLabel = "(verify | prove | check-proof | restore)")
final class Ledger {

  /// `hallpass ledger verify`.
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Says whether the log is whole, or what is wrong first, and since when.",
        "Exit code 0: whole. 8: not whole. 9: it cannot be told."
      })
  static final class Verify implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ARCHIVE", description = "Where the log is.")
    private String archive = "";

    @Option(
        names = "--key",
        paramLabel = "KEY",
        description = "The key of the log, NAME+ID+KEY, or a file with it. Several are possible.")
    private List<String> keys = List.of();

    @Option(
        names = "--origin",
        paramLabel = "NAME",
        description = "The name that the log must have at its end.")
    private @Nullable String origin;

    @Option(
        names = "--seal-key",
        paramLabel = "FILE",
        description = "The key of the seals, a PEM file.")
    private @Nullable String sealKey;

    @Option(
        names = "--table",
        paramLabel = "EXPORT",
        description = "An export of the table in the format DYNAMODB_JSON, to compare.")
    private @Nullable String table;

    @Option(
        names = "--checkpoint",
        paramLabel = "FILE",
        description = "A checkpoint that was kept. Several are possible.")
    private List<String> checkpoints = List.of();

    @Option(
        names = "--seen",
        paramLabel = "SIZE:ROOT",
        description = "What a mail said of the log. Several are possible.")
    private List<String> seen = List.of();

    @Option(
        names = "--profile",
        paramLabel = "NAME",
        description = "The profile of AWS's configuration that reads the bucket.")
    private @Nullable String profile;

    @Option(names = "--json", description = "Prints the result for a program.")
    private boolean json;

    Verify(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      return new Verification(
              archive,
              keys,
              Optional.ofNullable(origin),
              Optional.ofNullable(sealKey),
              Optional.ofNullable(table),
              checkpoints,
              seen)
          .run(Places.of(surroundings, profile), json)
          .code();
    }
  }

  /// `hallpass ledger prove`.
  @Command(
      name = "prove",
      mixinStandardHelpOptions = true,
      description = "Prints proofs that the entries of a grant are in the log, for a ticket.")
  static final class Prove implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "GRANT", description = "The whole id of the grant, or of a person.")
    private String grant = "";

    @Mixin private ArchiveOption archive = new ArchiveOption();

    Prove(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      Proofs.print(archive.places(surroundings), grant, archive.from());
      return ExitCode.DONE.code();
    }
  }

  /// `hallpass ledger check-proof`.
  @Command(
      name = "check-proof",
      mixinStandardHelpOptions = true,
      description = "Checks a file of proofs, with nothing but the key of the log.")
  static final class CheckProof implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The file of proofs.")
    private String file = "";

    @Option(
        names = "--key",
        required = true,
        paramLabel = "KEY",
        description = "The key of the log, NAME+ID+KEY, or a file with it.")
    private String key = "";

    CheckProof(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      return Proofs.check(surroundings.terminal(), file, key).code();
    }
  }

  /// `hallpass ledger restore`.
  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description = "Writes the items of a new table, as DynamoDB's import reads them.")
  static final class Restore implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(
        names = "--to",
        required = true,
        paramLabel = "FILE",
        description = "The file to write, compressed. It must not be there yet.")
    private String file = "";

    Restore(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
      Restoration.write(archive.places(surroundings), archive.from(), file);
      return ExitCode.DONE.code();
    }
  }
}
